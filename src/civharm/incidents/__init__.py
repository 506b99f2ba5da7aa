"""Stage 3: claims become incidents."""
