"""Writes docs/codebook.md, docs/cli.md and docs/permissions.md: `python -m docs.generate`, or `make docs`.

With `--check` it writes nothing and says by its exit status whether a page is stale.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from docs.cli_page import cli_page
from docs.codebook_page import codebook_page
from docs.permissions_page import permissions_page

FOLDER = Path(__file__).parent
#: Generated pages by file name.
PAGES: Mapping[str, Callable[[], str]] = {
    "codebook.md": codebook_page,
    "cli.md": cli_page,
    "permissions.md": permissions_page,
}


def stale() -> list[str]:
    """Names of the generated pages that are not what they would be now."""
    return [name for name, page in PAGES.items() if _written(name) != page()]


def main() -> int:
    """Write the stale pages, or only count them."""
    names = stale()
    if "--check" not in sys.argv:
        for name in names:
            (FOLDER / name).write_text(PAGES[name](), encoding="utf-8")
        return 0
    return 1 if names else 0


def _written(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
