"""The nouns of civharm: frozen dataclasses, standard library only."""
