"""Exports as JSON: one report a line, or one array. A broken record costs itself alone."""

import json
from collections.abc import Iterator
from typing import Any

from civharm.lang.headline import parted_title, under_headline
from civharm.model.errors import InvalidInput
from civharm.model.issues import Issue
from civharm.model.times import When
from civharm.reports.decode import canonical, decode
from civharm.reports.published import stated_on
from civharm.reports.rendered import Draft, check_size, unread_date

RENDERER = "json"
_ENCODED_WIDE = (b"\xff\xfe", b"\xfe\xff")
#: Names under which exports hold their list of reports.
_LISTS = ("reports", "articles", "results", "documents", "records")
#: A part of a JSON file: its name for messages, its own bytes, and how it reads.
Part = tuple[str, bytes]


def line_parts(content: bytes, name: str) -> Iterator[Part]:
    """The lines that are not empty, each with its number."""
    if content.startswith(_ENCODED_WIDE) or b"\x00" in content[:2]:
        content = decode(content, name).encode()
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield f"line {number}", line.strip()


def record_parts(value: Any) -> Iterator[Part]:
    """The objects of one JSON array or object, each as canonical JSON, so that an id outlives its file."""
    if isinstance(value, dict):
        inner = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
        value = [value] if inner is None else inner
    for number, record in enumerate(value if isinstance(value, list) else [value], start=1):
        own = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield f"record {number}", own.encode(errors="surrogatepass")


def draft_of(part: str, own_bytes: bytes, *, name: str) -> Draft:
    """One record as a draft. Raises InvalidInput that names the line and what is wrong with it."""
    where = f"{name}, {part}"
    check_size(own_bytes, where)
    record = parsed(_as_text(own_bytes, where), where)
    if not isinstance(record, dict):
        raise InvalidInput(f'{where} is no JSON object: expected {{"text": …}}', code="broken-record")
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InvalidInput(f'{where} has no "text": a report needs one', code="no-text")
    published, issues = _published(record, where, name)
    source, title = _string(record, "source", "publisher"), _string(record, "title")
    title, masthead = parted_title(title, source) if title else (None, None)
    return Draft(
        own_bytes=own_bytes,
        text=under_headline(title, canonical(text)),
        renderer=RENDERER,
        part=part,
        external_id=_string(record, "id"),
        url=_string(record, "url"),
        source=source,
        author=_string(record, "author"),
        title=title,
        masthead=masthead,
        published=published,
        language=_language(record),
        issues=issues,
    )


def _as_text(own_bytes: bytes, where: str) -> str:
    try:
        return own_bytes.decode()
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"{where} is not UTF-8 (byte {error.start}): save the export as UTF-8", code="wrong-encoding"
        ) from error


def parsed(text: str, where: str) -> Any:
    """JSON that can be stored. Raises InvalidInput that names the place."""
    try:
        value = json.loads(text)
        # Half a surrogate pair is valid JSON and no text: nothing after this could store it.
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InvalidInput(
            f"{where} holds half a character (\\ud800 …): repair the export", code="broken-record"
        ) from error
    except RecursionError as error:
        raise InvalidInput(f"{where} is nested too deeply to be a report", code="broken-record") from error
    except ValueError as error:
        raise InvalidInput(
            f"{where} is broken JSON ({error}): repair or remove it", code="broken-record"
        ) from error
    return value


def _string(record: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return canonical(str(value)).strip()
    return None


def _published(record: dict[str, Any], where: str, name: str) -> tuple[When | None, tuple[Issue, ...]]:
    words = _string(record, "published", "date")
    if words is None:
        return None, ()
    published = stated_on(words, rule="record:published" if record.get("published") else "record:date")
    if published:
        return published, ()
    return None, (unread_date(words, where=where, path=name),)


def _language(record: dict[str, Any]) -> str | None:
    stated = (_string(record, "lang", "language") or "").replace("_", "-").split("-")[0].lower()
    return stated if len(stated) in (2, 3) and stated.isalpha() else None
