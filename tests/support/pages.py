"""The pages of the documentation, as the tests look at them."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_INDENTED = re.compile(r"^(?: {4}.*\n?)+", re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return [block for named, block in _FENCED.findall(text_of(page)) if named == language]


def shell_lines(page: Path) -> list[str]:
    """Lines of the indented blocks: what a reader would type."""
    found = _INDENTED.findall(_FENCED.sub("", text_of(page)))
    return [line.strip() for block in found for line in block.splitlines() if line.strip()]


def inline_code(page: Path) -> list[str]:
    return _INLINE.findall(_FENCED.sub("", text_of(page)))


def prose(page: Path) -> str:
    """The page without code, in which the glossary holds."""
    return _INLINE.sub("", _INDENTED.sub("", _FENCED.sub("", text_of(page))))


def headings(page: Path) -> Iterator[str]:
    """The anchors of a page's headings, as Markdown readers make them."""
    for heading in re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
