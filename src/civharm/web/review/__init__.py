"""The screen on which people review what was read in a report."""
