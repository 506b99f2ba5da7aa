"""Vocabularies that non-programmers edit, as YAML, and the typed view of them."""

from civharm.codebook.entries import Rule
from civharm.codebook.load import Codebook, default_codebook, load_codebook

__all__ = ["Codebook", "Rule", "default_codebook", "load_codebook"]
