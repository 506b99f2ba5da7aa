"""Runs the boards of a gold folder through the public functions of the package.

Gold texts are for local evaluation only: nothing here holds any of them, and nothing here reads a
board's answers while it predicts.
"""
