"""What is looked at: the masked record, split into rows for lists, search, maps and pages."""
