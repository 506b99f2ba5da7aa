"""Keeping a casebook safe and handing it over: backups, restoring, evidence for others."""
