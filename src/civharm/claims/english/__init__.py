"""The built-in reader of English."""
