"""Stage 1: bytes become evidence and text with stable offsets."""
