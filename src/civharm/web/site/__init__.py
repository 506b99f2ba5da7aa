"""The public site of a release: a folder of pages that opens from a disk and asks nobody for anything."""
