"""Who may look and decide: people, their roles and rights, compartments, sessions, tokens.

Importing this package imports no Django; its tables are in the casebook's database.
"""
