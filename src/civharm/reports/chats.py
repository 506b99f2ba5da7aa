"""Exports of Telegram channels and of X, as their own tools write them: one report for each post with words."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from civharm.model.errors import InvalidInput
from civharm.model.times import When
from civharm.reports.decode import canonical
from civharm.reports.published import stated_on
from civharm.reports.rendered import Draft

RENDERER = "post"
#: What stands in front of the JSON in the files of an X archive.
_SCRIPT = re.compile(r"\s*window\.YTD\.\w+\.part\d+\s*=\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post; `words` is empty for a picture without any."""

    id: str
    words: str
    published: str
    source: str | None
    url: str | None
    plain: dict[str, Any]


def is_x_archive(head: bytes) -> bool:
    """True for the beginning of a file of an X archive."""
    return _SCRIPT.match(head.decode("utf-8", "replace")) is not None


def posts_of(value: Any) -> Iterator[Post] | None:
    """The posts of a parsed export; None where it is none."""
    if not isinstance(value, dict | list):
        return None
    if isinstance(value, list):
        tweets = [
            each["tweet"] for each in value if isinstance(each, dict) and isinstance(each.get("tweet"), dict)
        ]
        return _tweets(tweets) if tweets and len(tweets) == len(value) else None
    messages = value.get("messages")
    if isinstance(messages, list) and isinstance(value.get("type"), str) and "name" in value:
        return _messages(value, messages)
    rows = value.get("data")
    if (
        isinstance(rows, list)
        and rows
        and all(isinstance(row, dict) and {"id", "text"} <= row.keys() for row in rows)
    ):
        return _api_posts(value, rows)
    return None


def parse_x_archive(text: str, name: str) -> Any:
    """The JSON behind the script that it is assigned in. Raises InvalidInput."""
    try:
        return json.loads(_SCRIPT.sub("", text, count=1))
    except (ValueError, RecursionError) as error:
        raise InvalidInput(
            f"{name} is a broken export of X: export it again", code="broken-record"
        ) from error


def draft_of(post: Post) -> Draft:
    """A post as a draft; its own bytes are its JSON in canonical form, so that an id outlives the export around it."""
    own = json.dumps(post.plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Draft(
        own_bytes=own.encode(errors="surrogatepass"),
        text=canonical(post.words),
        renderer=RENDERER,
        part=f"post {post.id}",
        external_id=post.id,
        url=post.url,
        source=post.source,
        published=_day(post.published),
    )


def _messages(export: dict[str, Any], messages: list[Any]) -> Iterator[Post]:
    """Telegram: a channel's or a chat's messages. Who writes in a group is not taken over: members are no outlets."""
    is_channel = "channel" in str(export.get("type"))
    source = str(export["name"]) if is_channel and export.get("name") else None
    for message in messages:
        if isinstance(message, dict) and message.get("type") == "message":
            yield Post(
                id=str(message.get("id", "")),
                words=_joined(message.get("text")),
                published=str(message.get("date", "")),
                source=source,
                url=None,
                plain=message,
            )


def _joined(text: Any) -> str:
    if isinstance(text, list):
        return "".join(map(_joined, text))
    if isinstance(text, dict):
        return _joined(text.get("text"))
    return text if isinstance(text, str) else ""


def _tweets(tweets: list[dict[str, Any]]) -> Iterator[Post]:
    for tweet in tweets:
        number = str(tweet.get("id_str") or tweet.get("id") or "")
        yield Post(
            id=number,
            words=str(tweet.get("full_text") or tweet.get("text") or ""),
            published=str(tweet.get("created_at", "")),
            source=None,
            url=f"https://x.com/i/status/{number}" if number.isdecimal() else None,
            plain=tweet,
        )


def _api_posts(export: dict[str, Any], rows: list[dict[str, Any]]) -> Iterator[Post]:
    included = export.get("includes")
    users = included.get("users", []) if isinstance(included, dict) else []
    names = {str(user.get("id")): user.get("username") for user in users if isinstance(user, dict)}
    for row in rows:
        number, name = str(row["id"]), names.get(str(row.get("author_id")))
        yield Post(
            id=number,
            words=str(row["text"]),
            published=str(row.get("created_at", "")),
            source=f"@{name}" if name else None,
            url=f"https://x.com/{name or 'i'}/status/{number}" if number.isdecimal() else None,
            plain=row,
        )


def _day(words: str) -> When | None:
    found = stated_on(words, rule="post:date") if words else None
    if found or not words:
        return found
    try:
        return When.on(_x_day(words), words=words, rule="post:date")
    except (ValueError, TypeError):
        return None


def _x_day(words: str) -> Any:
    """X writes "Wed Mar 08 10:00:00 +0000 2017", which is mail's form in another order."""
    day, month, number, clock, zone, year = words.split()
    return parsedate_to_datetime(f"{day}, {number} {month} {year} {clock} {zone}").date()
