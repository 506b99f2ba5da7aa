"""Victims as records of their own: who is named, in how many reports, and on whose list besides."""
