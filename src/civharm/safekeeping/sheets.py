"""A text of headings, paragraphs, quotes and tables, as Markdown and as one HTML page that prints well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_STYLE = """
body { font: 11pt/1.45 Georgia, "Noto Naskh Arabic", serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; }
h1, h2, h3 { font-family: Helvetica, Arial, sans-serif; line-height: 1.2; break-after: avoid; }
h2 { border-block-start: 1px solid #999; padding-block-start: .8rem; margin-block-start: 1.8rem; }
table { border-collapse: collapse; width: 100%; font-size: .9em; }
th, td { text-align: start; vertical-align: top; padding: .25rem .5rem; border-block-end: 1px solid #ccc; overflow-wrap: anywhere; }
tr, blockquote { break-inside: avoid; }
blockquote { margin-inline: 0; padding-inline-start: .8rem; border-inline-start: 3px solid #888; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .8em; background: #f4f4f4; padding: .5rem; }
@page { margin: 2cm; }
@media print { body { margin: 0; max-width: none; } }
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a level from 1 on."""

    words: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words."""

    words: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a report, and whose they are."""

    words: str
    of: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines whose blanks matter: commands, explanations."""

    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


Part = Heading | Paragraph | Quotation | Lines | Rows


def as_markdown(parts: Iterable[Part]) -> str:
    """The text as Markdown."""
    return "\n\n".join(map(_markdown, parts)) + "\n"


def _markdown(part: Part) -> str:
    match part:
        case Heading():
            return f"{'#' * part.level} {_plain(part.words)}"
        case Paragraph():
            return _plain(part.words)
        case Quotation():
            return f"> {_plain(part.words)}\n>\n> {_plain(part.of)}"
        case Lines():
            return "\n".join(f"    {line}" for line in part.lines)
        case Rows():
            lines = [part.head, ["---"] * len(part.head), *part.rows]
            return "\n".join(
                f"| {' | '.join(_plain(cell).replace('|', chr(92) + '|') for cell in row)} |" for row in lines
            )


def _plain(words: str) -> str:
    """On one line, and nothing that Markdown would take for HTML."""
    return " ".join(words.split()).replace("<", "&lt;")


def as_html(title: str, parts: Iterable[Part]) -> str:
    """The text as one page that needs nothing else: no script, no address."""
    body = "\n".join(map(_html, parts))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _html(part: Part) -> str:
    match part:
        case Heading():
            return f'<h{part.level} dir="auto">{escape(part.words)}</h{part.level}>'
        case Paragraph():
            return f'<p dir="auto">{escape(part.words)}</p>'
        case Quotation():
            return f'<blockquote dir="auto">{escape(part.words)}<br><small>{escape(part.of)}</small></blockquote>'
        case Lines():
            return f"<pre>{escape(chr(10).join(part.lines))}</pre>"
        case Rows():
            head = "".join(f"<th>{escape(cell)}</th>" for cell in part.head)
            rows = "".join(
                f"<tr>{''.join(f'<td><bdi>{escape(cell)}</bdi></td>' for cell in row)}</tr>"
                for row in part.rows
            )
            return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
