"""The second reader: a language model points at words, our own grammars make the values of them."""
