"""Reports on their way in: pasted, uploaded or named by address, and what became of each."""
