"""The map of Explore: incidents counted on the server, places to know where one is, layers of one's own."""
