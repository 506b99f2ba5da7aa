"""The casebook: evidence, readings, incidents and decisions, kept as rows that never change.

Importing this package imports no Django; `civharm.casebook.store` does so when a casebook is opened.
"""
