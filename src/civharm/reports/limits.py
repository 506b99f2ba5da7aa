"""Limits that keep one bad file from taking the machine down; each is named in the message it causes."""

#: One report's own bytes. The longest newspaper pages are a hundredth of it.
MAX_REPORT_BYTES = 20_000_000
#: One file, which may be an export of many reports.
MAX_FILE_BYTES = 1_000_000_000
#: One feed: its tree takes four times as much memory.
MAX_FEED_BYTES = 250_000_000
#: Elements of one page: beyond it walking takes longer than a person would wait.
MAX_ELEMENTS = 300_000
#: Attributes of one element: each is compared with all others.
MAX_ATTRIBUTES = 5_000
#: Elements of a page whose body region is looked for; a larger page is read whole.
MAX_ELEMENTS_FOR_BODY = 30_000
#: One answer of a web server, as it comes.
MAX_FETCHED_BYTES = 50_000_000
MEGABYTE = 1_000_000
#: Text shrinks to a tenth; what shrinks to less than a two-hundredth was made to do harm, unless it is small.
MOST_RATIO = 200
SMALL_BYTES = 10 * MEGABYTE


def most_unpacked(packed: int) -> int:
    """How many bytes an archive of so many may come to; beyond it nobody unpacks it."""
    return max(SMALL_BYTES, MOST_RATIO * packed)
