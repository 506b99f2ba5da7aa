"""What ties a place that a sentence names to one of its events: the parse, the words around both, the other places."""
