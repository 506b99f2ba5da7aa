"""Mail (EML): its own words are one report, each attachment that holds text is one of its own."""

from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from civharm.lang.headline import under_headline
from civharm.model.errors import InvalidInput
from civharm.model.issues import Issue
from civharm.model.printable import printable
from civharm.model.times import When
from civharm.reports.decode import canonical
from civharm.reports.html_text import fragment_text
from civharm.reports.inside import Inside
from civharm.reports.rendered import Draft

RENDERER = "mail"
_MOST_PARTS = 500


def parse_mail(content: bytes, name: str) -> EmailMessage:
    """The message. Raises InvalidInput for one without any header of mail."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if not any(message.get(header) for header in ("From", "Date", "Subject", "Received")):
        raise InvalidInput(
            f"{name} is no mail: it has no sender, date or subject; save it anew", code="broken-mail"
        )
    return message


def draft_of(message: EmailMessage, own_bytes: bytes, name: str) -> Draft | None:
    """The message's own words as a draft; None for one that only carries attachments."""
    body = message.get_body(preferencelist=("plain", "html"))
    words = _words(body, name) if isinstance(body, EmailMessage) else ""
    title = _header(message, "Subject")
    if not words.strip():
        return None
    sender, address = parseaddr(_header(message, "From") or "")
    return Draft(
        own_bytes=own_bytes,
        text=under_headline(title, canonical(words)),
        renderer=RENDERER,
        external_id=_header(message, "Message-ID"),
        source=address.partition("@")[2] or None,
        author=sender or None,
        title=title,
        published=_day(message),
    )


def attachments_of(message: EmailMessage, name: str) -> Iterator[Inside | Issue]:
    """What is attached, by its name; a mail that was sent on is an attachment as well."""
    for number, part in enumerate(message.iter_attachments(), start=1):
        if number > _MOST_PARTS:
            told = f"{name} has more than {_MOST_PARTS} attachments: the rest was not read"
            yield Issue(stage="render", code="too-large", message=told, path=name, is_failure=True)
            return
        media_type = part.get_content_type()
        content = part.get_payload(decode=True)
        if media_type == "message/rfc822":
            inner = part.get_payload()
            content = inner[0].as_bytes() if isinstance(inner, list) and inner else b""  # type: ignore[union-attr]
        if isinstance(content, bytes) and not media_type.startswith(("image/", "audio/", "video/")):
            called = printable(part.get_filename() or "") or _NAMES.get(media_type, "attachment")
            yield Inside(part=f"attachment {number}", name=called, content=content, media_type=media_type)


_NAMES = {"message/rfc822": "message.eml", "text/html": "page.html", "application/pdf": "attachment.pdf"}


def _words(body: EmailMessage, name: str) -> str:
    try:
        words = str(body.get_content())
    except (LookupError, ValueError):  # an encoding that nobody knows
        payload = body.get_payload(decode=True)
        words = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return fragment_text(words, name) if body.get_content_type() == "text/html" else words


def _header(message: EmailMessage, header: str) -> str | None:
    try:
        value = message.get(header)
    except (ValueError, IndexError, LookupError):  # headers that the library itself stumbles over
        return None
    return " ".join(canonical(str(value)).split()) or None if value else None


def _day(message: EmailMessage) -> When | None:
    words = _header(message, "Date")
    try:
        day: date = parsedate_to_datetime(words or "").date()
    except (ValueError, TypeError, IndexError):
        return None
    return When.on(day, words=words or "", rule="mail:date")
