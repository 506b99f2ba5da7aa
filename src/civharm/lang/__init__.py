"""Toolkit: text, languages, number words."""
