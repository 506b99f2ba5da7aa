"""Markdown tables, and the comments of YAML files: what both generated pages are made of."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

_KEY = re.compile(r"([^\s#:\[{-][^:\[{]*):")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table; nothing at all where there are no rows."""
    lines = ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    if not lines:
        return []
    return ["| " + " | ".join(header) + " |", "|---" * len(header) + "|", *lines, ""]


def _cell(words: str) -> str:
    return " ".join(words.replace("|", "\\|").split())


def code(words: object) -> str:
    """Words as code; nothing for nothing."""
    return f"`{words}`" if words not in (None, "") else ""


def head_comment(path: Path) -> str:
    """The comment that a YAML file begins with."""
    return _joined(_comment_above(path.read_text(encoding="utf-8").splitlines(), None))


def keys_by_comment(path: Path) -> list[tuple[str, list[str]]]:
    """The keys of the first level of a YAML file, in groups: a comment speaks of the keys up to the next one."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = head_comment(path)
    groups: list[tuple[str, list[str]]] = [("", [])]
    for number, line in enumerate(lines):
        if key := _KEY.match(line):
            above = _joined(_comment_above(lines, number))
            if above and above != head:
                groups.append((above, []))
            groups[-1][1].append(key[1])
    return [(comment, keys) for comment, keys in groups if keys]


def _comment_above(lines: Sequence[str], number: int | None) -> list[str]:
    """The comment that ends right above a line; with no number, the one that the file begins with."""
    block: list[str] = []
    walked = lines if number is None else reversed(lines[:number])
    for line in walked:
        if not line.startswith("#"):
            break
        block.append(line.lstrip("# "))
    return block if number is None else block[::-1]


def _joined(comment: Iterable[str]) -> str:
    return " ".join(line for line in comment if line).strip("- ")
