"""PDF with text: the words of each page, read in a process of its own that may hang or die without harm."""

import json
import os
import resource
import subprocess
import sys

from civharm.model.errors import InvalidInput
from civharm.model.spans import Span
from civharm.reports.decode import canonical
from civharm.reports.limits import MEGABYTE

RENDERER = "pdf"
_MOST_SECONDS = 60
_MOST_MEMORY = 2_000 * MEGABYTE
_MOST_PAGES = 2_000
_UNREADABLE, _TOO_LONG = 3, 4
#: A scan has hardly a letter on its pages.
_FEWEST_LETTERS = 20


def pdf_text(content: bytes, name: str) -> tuple[str, tuple[Span, ...]]:
    """The text with a mark "[page 2]" before each page, and where the pages' own words stand. Raises InvalidInput."""
    pages = _pages(content, name)
    if sum(len(page.strip()) for page in pages) < _FEWEST_LETTERS:
        raise InvalidInput(
            f"{name} is a PDF without text, as scans are: run it through text recognition (ocrmypdf) first",
            code="pdf-no-text",
        )
    text, body = "", []
    for number, page in enumerate(pages, start=1):
        words = canonical(page).strip()
        text += f"{chr(10) * 2 if text else ''}[page {number}]\n"
        if words:
            body.append(Span(len(text), len(text) + len(words)))
            text += words
    return text, tuple(body)


def _pages(content: bytes, name: str) -> list[str]:
    command = [sys.executable, "-P", "-m", __name__]
    found_by = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            command, input=content, env=found_by, capture_output=True, timeout=_MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise InvalidInput(
            f"{name} takes more than {_MOST_SECONDS} s to read: save its text as .txt, or print it anew as PDF",
            code="pdf-too-slow",
        ) from None
    if done.returncode == _TOO_LONG:
        raise InvalidInput(f"{name} has more than {_MOST_PAGES:,} pages: split it", code="too-large")
    if done.returncode != 0:
        raise InvalidInput(
            f"{name} is a PDF that can't be read (damaged, locked by a password, or it takes too much memory): "
            "open it, and save its text as .txt",
            code="pdf-unreadable",
        )
    pages: list[str] = json.loads(done.stdout)
    return pages


def _read(content: bytes) -> int:
    """What the process does: the pages go to standard output. The exit status."""
    import pypdfium2

    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        document = pypdfium2.PdfDocument(content)
        if len(document) > _MOST_PAGES:
            return _TOO_LONG
        pages = [page.get_textpage().get_text_range() for page in document]
    except (pypdfium2.PdfiumError, MemoryError, ValueError):
        return _UNREADABLE
    json.dump(pages, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_read(sys.stdin.buffer.read()))
