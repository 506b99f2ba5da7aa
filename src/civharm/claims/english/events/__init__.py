"""The events inside one report: their days, their places, and which findings belong to which."""
