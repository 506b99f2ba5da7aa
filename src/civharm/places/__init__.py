"""Toolkit: gazetteer, place names, resolution."""
