"""Toolkit: time expressions become intervals."""
