"""The store: a Django app behind a small port."""
