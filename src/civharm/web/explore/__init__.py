"""Lists, search, facets, timeline and comparison of incidents: one filter for all of them, kept in the address."""
