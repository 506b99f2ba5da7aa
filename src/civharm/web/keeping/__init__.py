"""Keeping evidence and having it destroyed: what is due, what is held, what is gone; for administrators."""
