"""The canonical text of a page: a walk over its elements, so that the offsets are ours and stay.

Every visible block is kept, in order; blocks that only furnish the page are marked as furniture.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from civharm.model.errors import InvalidInput
from civharm.model.ids import fold_space
from civharm.model.spans import Span
from civharm.reports.limits import MAX_ATTRIBUTES, MAX_ELEMENTS

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN = frozenset(
    "script style noscript template head svg math iframe object canvas select datalist video audio".split()
)
_FURNITURE = frozenset("nav footer aside form button dialog menu".split())
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong "
    "sub sup time tt u var wbr".split()
)
_BREAK = "br"
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0]+")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_SPACE_AROUND_BREAK = re.compile(r" ?\n ?")
_BETWEEN = "\n\n"
#: Without a way back, so that no markup makes the search slow.
_TAG = re.compile(r"""<[A-Za-z](?:[^>"']|"[^"]*"|'[^']*')*+""")
_ATTRIBUTE = re.compile(r"""[^\s"'=<>/]++(?:\s*+=\s*+(?:"[^"]*"|'[^']*'|[^\s>]++))?""")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list entry; `is_furniture` marks menus, footers and the like."""

    span: Span
    is_furniture: bool


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text with the places of its blocks."""

    text: str
    blocks: tuple[Block, ...]


def parse_page(markup: str, name: str) -> "_Element":
    """The element tree. Raises InvalidInput for a page nested or grown beyond what a page needs."""
    from lxml import etree, html

    check_attributes(markup, name)
    # libxml2 stops at a depth of 256 elements: a nesting bomb costs nothing and is told from the log.
    parser = html.HTMLParser(
        recover=True, huge_tree=False, remove_comments=True, remove_pis=True, no_network=True
    )
    # An XML declaration that names an encoding is refused for text: it has served its turn by now.
    tree = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup) or " ", parser)
    if any("Excessive depth" in str(entry) for entry in parser.error_log):
        raise InvalidInput(
            f"{name} nests its elements deeper than any real page does: save its text as .txt",
            code="html-too-deep",
        )
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InvalidInput(
            f"{name} holds an attribute, script or text of more than 10 MB in one piece, behind which nothing "
            "can be read: save its text as .txt",
            code="html-too-large",
        )
    if tree is None:
        raise InvalidInput(f"{name} is an HTML page without content: check how it was saved", code="empty")
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise InvalidInput(
            f"{name} has more than {MAX_ELEMENTS:,} elements: save its text as .txt", code="html-too-large"
        )
    return tree


def check_attributes(markup: str, name: str) -> None:
    """Raise InvalidInput for an element with so many attributes that comparing them all takes minutes."""
    for tag in _TAG.finditer(markup):
        if tag.end() - tag.start() > MAX_ATTRIBUTES and len(_ATTRIBUTE.findall(tag.group())) > MAX_ATTRIBUTES:
            raise InvalidInput(
                f"{name} holds an element with more than {MAX_ATTRIBUTES:,} attributes: save its text as .txt",
                code="html-too-large",
            )


def page_text(tree: "_Element") -> PageText:
    """The text of the page's visible blocks, one empty line between them."""
    texts: list[str] = []
    blocks: list[Block] = []
    position = 0
    for words, is_furniture in _blocks(tree):
        if texts:
            position += len(_BETWEEN)
        blocks.append(Block(Span(position, position + len(words)), is_furniture))
        texts.append(words)
        position += len(words)
    return PageText(_BETWEEN.join(texts), tuple(blocks))


def words_of(element: "_Element") -> str:
    """All text inside an element, white space folded."""
    return fold_space("".join(str(words) for words in element.itertext()))


def fragment_text(markup: str, name: str) -> str:
    """The text of a piece of HTML, such as a feed entry's summary; plain text passes through."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    return page_text(parse_page(f"<body>{markup}</body>", name)).text


def _blocks(tree: "_Element") -> Iterator[tuple[str, bool]]:
    pieces: list[str] = []
    was_furniture = False
    for piece, is_furniture in _pieces(tree):
        if piece is not None:
            pieces.append(piece)
            was_furniture = is_furniture
        elif pieces:
            yield from _folded(pieces, was_furniture)
            pieces.clear()
    yield from _folded(pieces, was_furniture)


def _folded(pieces: list[str], is_furniture: bool) -> Iterator[tuple[str, bool]]:
    words = _SPACE_AROUND_BREAK.sub("\n", _BLANKS.sub(" ", "".join(pieces))).strip()
    if words:
        yield words, is_furniture


def _pieces(tree: "_Element") -> Iterator[tuple[str | None, bool]]:
    """Text in document order, whether it is furniture; None where a block begins or ends."""
    from lxml import etree

    furniture = preformatted = 0
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = str(element.tag).lower()
        change = 1 if event == "start" else -1
        furniture += change * (tag in _FURNITURE)
        preformatted += change * (tag == "pre")
        if tag not in _INLINE and tag != _BREAK:
            yield None, False
        if event == "start" and _is_unseen(element, tag):
            walker.skip_subtree()
        else:
            words = element.text if event == "start" else element.tail
            yield _words(words, is_preformatted=preformatted > 0), furniture > 0
        if event == "start" and tag == _BREAK:
            yield "\n", furniture > 0


def _words(words: str | None, *, is_preformatted: bool) -> str:
    return (words or "") if is_preformatted else _SPACE.sub(" ", words or "")


def _is_unseen(element: "_Element", tag: str) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return tag in _UNSEEN or element.get("hidden") is not None or "display:none" in style
