"""Pages fetched from the network: politely, from public addresses alone, and kept as web archives."""
