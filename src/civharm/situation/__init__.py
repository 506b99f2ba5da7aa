"""Beside the line: control of places and displacement over time."""
