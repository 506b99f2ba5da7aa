"""A release: the record as open data, in files that a stranger can check, add up and follow back."""
