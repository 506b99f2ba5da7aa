"""Linking in bulk: events as columns, scored by Splink's model on DuckDB with the weights of rules/linkage.yml.

Meant for casebooks of tens of thousands of events and more; a smaller one is linked without any of this.
"""
