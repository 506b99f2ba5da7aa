"""Where a report's own text ends: captured pages go on with the headlines of other reports."""

_HEADLINE_WORDS = 20
_FEWEST_HEADLINES = 2
_ENDS = (".", "…", ":", "»", '."', "،")


def end_of_body(text: str) -> int:
    """The offset at which a run of headlines begins that ends the text; its length where there is none.

    Only after a body of full sentences: a post of short lines is all its own.
    """
    end, headlines = len(text), 0
    lines = text.splitlines(keepends=True)
    while lines and _may_be_headline(lines[-1]):
        line = lines.pop()
        end -= len(line)
        headlines += bool(line.strip())
    has_body = any(_is_body(line) for line in lines)
    return end if has_body and headlines >= _FEWEST_HEADLINES else len(text)


def _may_be_headline(line: str) -> bool:
    stripped = line.strip()
    return len(stripped.split()) <= _HEADLINE_WORDS and not stripped.endswith(_ENDS)


def _is_body(line: str) -> bool:
    return len(line.split()) > _HEADLINE_WORDS and line.strip().endswith(_ENDS)
