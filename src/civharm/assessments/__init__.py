"""Stage 4: incidents become graded assessments with tolls."""
