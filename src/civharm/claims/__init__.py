"""Stage 2: text becomes claims anchored to spans."""
