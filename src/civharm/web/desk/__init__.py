"""The desk: what waits for a person, why, and who is on it."""
