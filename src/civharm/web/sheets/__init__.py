"""Sheets to send or print: the monthly report, and a request for information to a belligerent."""
