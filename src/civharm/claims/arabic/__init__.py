"""The built-in reader of Arabic."""
