"""Logins, invitations, sessions, compartments and tokens in the browser; only `civharm serve --team` has them."""
