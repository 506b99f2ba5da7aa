"""Stage 5: the record in open forms."""
