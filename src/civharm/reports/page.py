"""What a page states about itself, and where its body stands: trafilatura's findings in our own offsets."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from civharm.model.ids import fold_space
from civharm.model.spans import Span
from civharm.model.times import When
from civharm.reports.header_lines import is_paragraph
from civharm.reports.html_text import Block, PageText, words_of
from civharm.reports.limits import MAX_ELEMENTS_FOR_BODY
from civharm.reports.published import stated_on

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Elements whose value is a page's statement of when it was published, the most exact first.
_DATE_META = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "sailthru.date",
    "og:published_time",
    "og:article:published_time",
)
_MIN_BLOCK = 20
_MAX_DATELINE = 80
_TITLE_SEPARATORS = " |-–—:·»«"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says of itself; None where it says nothing."""

    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    published: When | None = None


def page_facts(tree: "_Element", *, latest: date) -> PageFacts:
    """Title, source, author, address and date as the page states them; never a date from its text."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(
        tree,
        date_config={"original_date": True, "extensive_search": False, "max_date": latest.isoformat()},
    )
    headline, beside = _headline(tree)
    return PageFacts(
        title=headline or _text(found.title) or _title_element(tree),
        source=_text(found.sitename) or beside,
        author=_text(found.author),
        url=_text(found.url),
        language=_language(tree),
        published=_published(tree) or _confirmed(found.date, tree),
    )


def body_of(tree: "_Element", page: PageText, *, title: str | None = None) -> tuple[Span, ...]:
    """The blocks of the report itself: its headline, and running text from the first to the last that trafilatura knows.

    What it drops or repeats in between does not matter: the text is ours. A page without running
    text is all body, furniture left out.
    """
    blocks = [block for block in page.blocks if not block.is_furniture]
    told = _told(tree, page, blocks)
    headline = _headline_block(page, blocks, title=title)
    is_above = headline is not None and bool(told) and headline.end < told[0].start
    return _joined([headline, *told] if headline and is_above else told)


def _headline_block(page: PageText, blocks: Sequence[Block], *, title: str | None) -> Span | None:
    """The last block that is the title: breadcrumbs above it may repeat it."""
    wanted = fold_space(title or "")
    headlines = [block.span for block in blocks if fold_space(block.span.of(page.text)) == wanted]
    return headlines[-1] if headlines else None


def _told(tree: "_Element", page: PageText, blocks: Sequence[Block]) -> list[Span]:
    known = _known_words(tree)
    told = [i for i, block in enumerate(blocks) if _is_known(block.span.of(page.text), known)]
    running = [i for i, block in enumerate(blocks) if is_paragraph(block.span.of(page.text))]
    within = [i for i in running if not told or told[0] <= i <= told[-1]]
    if not within:
        return [block.span for block in blocks]
    inside = sorted({*within, *(i for i in told if within[0] < i < within[-1])})
    return [blocks[i].span for i in inside]


def _known_words(tree: "_Element") -> str:
    from trafilatura import extract

    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS_FOR_BODY:
        return ""
    body = extract(tree, include_comments=False, include_tables=True, favor_recall=True)
    return fold_space(body or "")


def _is_known(words: str, known: str) -> bool:
    folded = fold_space(words)
    return len(folded) >= _MIN_BLOCK and folded in known


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbouring blocks as one span: only the gap between paragraphs lies between them."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start - joined[-1].end <= len("\n\n"):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _published(tree: "_Element") -> When | None:
    for rule, words in _stated_dates(tree):
        found = stated_on(words, rule=rule)
        if found:
            return found
    return None


def _confirmed(day: str | None, tree: "_Element") -> When | None:
    """Trafilatura's date, with the words that state it: it also guesses, and a guess is not kept."""
    if day is None:
        return None
    for words in _short_words(tree):
        stated = stated_on(words, rule="page:shown")
        if stated and stated.start == date.fromisoformat(day):
            return stated
    return None


def _short_words(tree: "_Element") -> Iterator[str]:
    for element in tree.iter():
        yield from (element.get(name, "") for name in ("datetime", "content", "title"))
        if element.text and len(element.text) <= _MAX_DATELINE:
            yield element.text


def _stated_dates(tree: "_Element") -> Iterator[tuple[str, str]]:
    for linked in _linked_json(tree):
        words = linked.get("datePublished")
        if isinstance(words, str):
            yield "page:datePublished", words
    metas = {_meta_name(meta): meta.get("content", "") for meta in tree.iter("meta")}
    yield from (("page:" + name, metas[name]) for name in _DATE_META if metas.get(name))
    for element in tree.iter("time", "span"):
        is_marked = element.tag == "time" and element.get("pubdate") is not None
        if is_marked or element.get("itemprop") == "datePublished":
            yield "page:time", element.get("datetime") or element.get("content") or words_of(element)


def _meta_name(meta: "_Element") -> str:
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()


def _linked_json(tree: "_Element") -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and script.text:
            try:
                value = json.loads(script.text)
            except (ValueError, RecursionError):
                continue  # broken markup of the page's own: other statements are looked at
            entries = value.get("@graph", [value]) if isinstance(value, dict) else value
            if isinstance(entries, list):
                yield from (entry for entry in entries if isinstance(entry, dict))


def _language(tree: "_Element") -> str | None:
    stated = tree.get("lang") or ""
    return stated[:2].lower() if re.match(r"[A-Za-z]{2}(?:$|[-_])", stated) else None


def _headline(tree: "_Element") -> tuple[str | None, str | None]:
    """The heading that the page's title repeats, and the outlet's name that stands beside it there."""
    title = _title_element(tree) or ""
    for heading in map(words_of, tree.iter("h1", "h2")):
        at = title.casefold().find(heading.casefold()) if heading else -1
        if at >= 0:
            beside = (title[:at] + title[at + len(heading) :]).strip(_TITLE_SEPARATORS)
            return heading, beside or None
    return None, None


def _title_element(tree: "_Element") -> str | None:
    title = next(tree.iter("title"), None)
    return (words_of(title) or None) if title is not None else None


def _text(value: str | None) -> str | None:
    return fold_space(value or "") or None
