"""Layers of a user's own under the map: files of tiles and of outlines, in the casebook's folder."""
