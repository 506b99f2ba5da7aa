"""Limits that keep one bad file from taking the machine down; each is named in the message it causes."""

MEGABYTE = 1_000_000
#: Longer ones are whole addresses or texts: nobody would write them as a place's name.
MAX_NAME = 200
#: Spellings of one place; a capital has some two hundred in GeoNames.
MAX_SPELLINGS = 1_000
#: Characters of one feature: the outline of the most ragged coast has a few million.
MAX_FEATURE_CHARS = 50 * MEGABYTE
#: Bytes that an archive may unpack to, and how much larger that may be than the archive.
MAX_UNPACKED_BYTES = 5_000 * MEGABYTE
MAX_UNPACKED_RATIO = 200
#: Mistakes that a report of a file holds in full; the others are counted.
MISTAKES_SHOWN = 20
