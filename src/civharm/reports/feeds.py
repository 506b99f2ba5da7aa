"""RSS and Atom: one report for each entry, whatever is wrong with the feed around it."""

import io
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from civharm.lang.headline import under_headline
from civharm.model.errors import InvalidInput
from civharm.model.ids import fold_space
from civharm.model.times import When
from civharm.reports.decode import canonical
from civharm.reports.html_text import check_attributes, fragment_text, words_of
from civharm.reports.limits import MAX_FEED_BYTES, MEGABYTE
from civharm.reports.published import stated_on
from civharm.reports.records import Part
from civharm.reports.rendered import Draft, unread_date

if TYPE_CHECKING:
    from lxml.etree import _Element

RENDERER = "feed"
_ENTRY_TAGS = frozenset({"item", "entry"})
#: What stands around an entry that is read on its own, by the entry's name.
_AROUND = {
    "item": (b'<rss version="2.0"><channel>', b"</channel></rss>"),
    "entry": (b'<feed xmlns="http://www.w3.org/2005/Atom">', b"</feed>"),
}


def parse_feed(content: bytes, name: str) -> tuple["_Element", str | None]:
    """The feed's tree, as far as it can be read, and what is wrong with it."""
    from lxml import etree

    if len(content) > MAX_FEED_BYTES:
        most = MAX_FEED_BYTES // MEGABYTE
        raise InvalidInput(
            f"{name} is a feed of more than {most} MB: split it by its entries", code="too-large"
        )
    check_attributes(content.decode("latin-1"), name)
    # Entities are not resolved and nothing is fetched: a feed comes from strangers.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    try:
        tree = etree.fromstring(content.strip(), parser)
    except etree.XMLSyntaxError:  # not even recovering found anything
        tree = None
    if tree is None:
        raise InvalidInput(f"{name} is a feed that can't be read at all: fetch it again", code="broken-feed")
    _write_out_entities(tree)
    fault = parser.error_log[0] if len(parser.error_log) else None
    return tree, f"line {fault.line}: {fold_space(fault.message)}" if fault else None


def _write_out_entities(tree: "_Element") -> None:
    """References that stay unresolved become their own words: "&nbsp;" is read as HTML later, as it was meant."""
    from lxml import etree

    for entity in list(tree.iter(etree.Entity)):
        parent, before = entity.getparent(), entity.getprevious()
        words = f"{entity.text}{entity.tail or ''}"
        if parent is None:
            continue
        if before is None:
            parent.text = (parent.text or "") + words
        else:
            before.tail = (before.tail or "") + words
        parent.remove(entity)


def entry_parts(tree: "_Element") -> Iterator[Part]:
    """The entries as canonical XML, so that an id outlives the feed around it."""
    from lxml import etree

    number = 0
    for element in tree.iter(etree.Element):
        if etree.QName(element).localname in _ENTRY_TAGS:
            number += 1
            element.tail = None
            yield f"entry {number}", etree.tostring(element, method="c14n", exclusive=True)


def links_of_feed(content: bytes, name: str) -> list[str]:
    """The addresses of the pages that the entries are about, each once. Raises InvalidInput for no feed."""
    tree, _ = parse_feed(content, name)
    links = (_address(_entry(own_bytes).get("link", "")) for _, own_bytes in entry_parts(tree))
    return list(dict.fromkeys(filter(None, links)))


def feed_title(tree: "_Element") -> str | None:
    """The name of the source, as the feed states it before its entries."""
    from lxml import etree

    for element in tree.iter(etree.Element):
        tag = etree.QName(element).localname
        if tag in _ENTRY_TAGS:
            return None
        if tag == "title":
            return words_of(element) or None
    return None


def draft_of(part: str, own_bytes: bytes, *, name: str, source: str | None) -> Draft:
    """One entry as a draft: its title, then its longest text. Raises InvalidInput for an empty one."""
    entry = _entry(own_bytes)
    where = f"{name}, {part}"
    title = fold_space(fragment_text(entry.get("title", ""), where)) or None
    text = under_headline(title, _longest_text(entry, where))
    if not text:
        raise InvalidInput(f"{where} has neither title nor text: check the feed", code="no-text")
    published, words = _published(entry)
    return Draft(
        own_bytes=own_bytes,
        text=canonical(text),
        renderer=RENDERER,
        part=part,
        external_id=entry.get("id") or None,
        url=_address(entry.get("link", "")),
        source=entry.get("source", {}).get("title") or source,
        author=entry.get("author") or None,
        title=title,
        published=published,
        issues=(unread_date(words, where=where, path=name),) if words and not published else (),
    )


def _entry(own_bytes: bytes) -> dict[str, Any]:
    import feedparser

    kind = "entry" if b"http://www.w3.org/2005/Atom" in own_bytes[:200] else "item"
    before, after = _AROUND[kind]
    entries = feedparser.parse(io.BytesIO(before + own_bytes + after)).entries
    return dict(entries[0]) if entries else {}


def _longest_text(entry: dict[str, Any], where: str) -> str:
    texts = [entry.get("summary", ""), *(content.get("value", "") for content in entry.get("content", []))]
    return max((fragment_text(text, where) for text in texts), key=len)


def _published(entry: dict[str, Any]) -> tuple[When | None, str | None]:
    """The date of an entry with the words that state it; the words alone where they are no certain day."""
    for key in ("published", "created", "updated"):
        words = entry.get(key)
        if words:
            rule = f"feed:{key}"
            return stated_on(words, rule=rule) or _mail_date(words, rule=rule), words
    return None, None


def _mail_date(words: str, *, rule: str) -> When | None:
    """The form of RSS ("Tue, 07 Mar 2017 …"), with the day as the source's own clock had it."""
    try:
        return When.on(parsedate_to_datetime(words).date(), words=words, rule=rule)
    except ValueError:
        return None


def _address(link: str) -> str | None:
    """An entry without a link gets its id for one from feedparser: that is no address."""
    return link if link.startswith(("http://", "https://")) else None
