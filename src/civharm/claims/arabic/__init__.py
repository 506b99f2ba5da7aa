"""The rule-based Arabic reader: words of the codebook, no model."""
