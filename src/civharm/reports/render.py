"""From bytes to reports with text of stable offsets: the working copies."""

from collections.abc import Callable, Iterable
from datetime import date

from civharm.lang.detect import detect_language
from civharm.model.errors import InvalidInput
from civharm.model.issues import Issue
from civharm.model.reports import Capture
from civharm.model.spans import Span
from civharm.reports import auto_archiver, chats, feeds, mail, records
from civharm.reports.archived_page import archived_post
from civharm.reports.decode import decode
from civharm.reports.formats import Format, detect_format
from civharm.reports.header import Label, footer_start, read_header
from civharm.reports.html_text import page_text, parse_page
from civharm.reports.inside import INSIDE, MAX_DEPTH, render_inside
from civharm.reports.page import body_of, page_facts
from civharm.reports.pdf import pdf_text
from civharm.reports.records import Part
from civharm.reports.rendered import Draft, Rendered, RenderedReport, check_size, finish, unread
from civharm.reports.web_archive import pages_of
from civharm.reports.zipped import members_of

__all__ = ["Rendered", "RenderedReport", "render"]

_NOTHING = b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"
_DECLARED_IN = 2048


def render(capture: Capture, content: bytes, *, published: date | None = None) -> Rendered:
    """The reports in the bytes, in their order; what can't be read comes as issues, never as an exception.

    `published` dates the texts that state no date themselves.
    """
    try:
        if not content.strip(_NOTHING):
            raise InvalidInput(f"{capture.name} is empty: check that it was saved", code="empty")
        return _RENDERERS[detect_format(content, capture.name)](capture, content, published)
    except InvalidInput as error:
        return Rendered(issues=(unread(error, capture),))


def _render_text(capture: Capture, content: bytes, published: date | None) -> Rendered:
    check_size(content, capture.name)
    text = decode(content, capture.name)
    header = read_header(text)
    body = Span(header.end, footer_start(text, after=header.end))
    above = (header.title,) if header.title else ()
    draft = Draft(
        own_bytes=content,
        text=text,
        renderer="text",
        url=header.values.get(Label.URL),
        source=header.values.get(Label.SOURCE),
        author=header.values.get(Label.AUTHOR),
        title=header.values.get(Label.TITLE),
        published=header.published,
        body=(*above, body) if body != Span(0, len(text)) else (),
    )
    return finish(draft, capture, published=published)


def _render_page(capture: Capture, content: bytes, published: date | None) -> Rendered:
    check_size(content, capture.name)
    if auto_archiver.is_page(content):
        return _render_archived(capture, [archived_post(decode(content, capture.name))], published)
    declared = _named_charset(capture.media_type) or _declared(content)
    tree = parse_page(decode(content, capture.name, declared=declared), capture.name)
    page = page_text(tree)
    facts = page_facts(tree, latest=capture.captured_at.date())
    draft = Draft(
        own_bytes=content,
        text=page.text,
        renderer="html",
        url=facts.url,
        source=facts.source,
        author=facts.author,
        title=facts.title,
        published=facts.published or read_header(page.text).published,
        # templates often state a language that their pages are not in
        language=detect_language(page.text) or facts.language,
        body=body_of(tree, page, title=facts.title),
    )
    return finish(draft, capture, published=published)


def _named_charset(media_type: str) -> str | None:
    """The encoding that a server named with the page: it counts before the page's own word."""
    _, _, named = media_type.lower().partition("charset=")
    return named.split(";")[0].strip(" \"'") or None


def _declared(content: bytes) -> str | None:
    import re

    found = re.search(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", content[:_DECLARED_IN], re.IGNORECASE)
    return found[1].decode("ascii") if found else None


def _render_feed(capture: Capture, content: bytes, published: date | None) -> Rendered:
    tree, fault = feeds.parse_feed(content, capture.name)
    source = feeds.feed_title(tree)

    def draft(part: str, own_bytes: bytes) -> Draft:
        return feeds.draft_of(part, own_bytes, name=capture.name, source=source)

    rendered = _render_parts(capture, feeds.entry_parts(tree), draft, published)
    if fault is None and (rendered.reports or rendered.issues):
        return rendered
    return Rendered(reports=rendered.reports, issues=(_broken_feed(capture, fault), *rendered.issues))


def _broken_feed(capture: Capture, fault: str | None) -> Issue:
    message = f"{capture.name} is a broken feed ({fault}): what could be read of it was read; fetch it again"
    if fault is None:
        message = f"{capture.name} is a feed without entries"
    return Issue(
        stage="render",
        code="broken-feed" if fault else "empty-feed",
        message=message,
        path=capture.name,
        is_failure=fault is not None,
    )


def _render_lines(capture: Capture, content: bytes, published: date | None) -> Rendered:
    return _render_parts(
        capture, records.line_parts(content, capture.name), _record_draft(capture), published
    )


def _render_array(capture: Capture, content: bytes, published: date | None) -> Rendered:
    value = records.parsed(decode(content, capture.name), capture.name)
    posts = chats.posts_of(value)
    if posts is not None:
        return _render_posts(capture, posts, published)
    if archived := auto_archiver.posts_of(value):
        return _render_archived(capture, archived, published)
    rendered = _render_parts(capture, records.record_parts(value), _record_draft(capture), published)
    return rendered if rendered.reports or rendered.issues else Rendered(issues=(_empty_export(capture),))


def _empty_export(capture: Capture) -> Issue:
    message = f"{capture.name} is a list without records"
    return Issue(stage="render", code="empty-export", message=message, path=capture.name)


def _record_draft(capture: Capture) -> Callable[[str, bytes], Draft]:
    return lambda part, own_bytes: records.draft_of(part, own_bytes, name=capture.name)


def _render_sheet(capture: Capture, content: bytes, published: date | None) -> Rendered:
    posts = list(auto_archiver.posts_of_sheet(decode(content, capture.name)))
    return (
        _render_archived(capture, posts, published) if posts else Rendered(issues=(_empty_export(capture),))
    )


def _render_archived(
    capture: Capture, posts: Iterable[auto_archiver.Post], published: date | None
) -> Rendered:
    known = {post.part: post for post in posts}
    parts = ((part, b"") for part in known)
    return _render_parts(
        capture, parts, lambda part, _: auto_archiver.draft_of(known[part], capture.name), published
    )


def _render_x_archive(capture: Capture, content: bytes, published: date | None) -> Rendered:
    posts = chats.posts_of(chats.parse_x_archive(decode(content, capture.name), capture.name))
    return _render_posts(capture, posts or (), published)


def _render_posts(capture: Capture, posts: "Iterable[chats.Post]", published: date | None) -> Rendered:
    """Each post with words; those without are counted, not dropped unsaid."""
    known = {f"post {post.id}": post for post in posts}
    told = {part: post for part, post in known.items() if post.words.strip()}
    parts = ((part, b"") for part in told)
    rendered = _render_parts(capture, parts, lambda part, _: chats.draft_of(told[part]), published)
    if len(told) == len(known) and told:
        return rendered
    message = (
        f"{capture.name}: {len(known) - len(told)} of {len(known)} posts have no words and were passed over"
    )
    silent = Issue(stage="render", code="silent-posts", message=message, path=capture.name)
    return Rendered(reports=rendered.reports, issues=(silent, *rendered.issues))


def _render_pdf(capture: Capture, content: bytes, published: date | None) -> Rendered:
    text, body = pdf_text(content, capture.name)
    draft = Draft(
        own_bytes=content, text=text, renderer="pdf", published=read_header(text).published, body=body
    )
    return finish(draft, capture, published=published)


def _render_mail(capture: Capture, content: bytes, published: date | None) -> Rendered:
    message = mail.parse_mail(content, capture.name)
    draft = mail.draft_of(message, content, capture.name)
    own = finish(draft, capture, published=published) if draft else Rendered()
    attached = list(mail.attachments_of(message, capture.name))
    if draft and not attached:
        return own
    inside = render_inside(capture, iter(attached), _render_one, published=published)
    return Rendered(reports=(*own.reports, *inside.reports), issues=(*own.issues, *inside.issues))


def _render_web_archive(capture: Capture, content: bytes, published: date | None) -> Rendered:
    return render_inside(capture, pages_of(content, capture.name), _render_one, published=published)


def _render_zip(capture: Capture, content: bytes, published: date | None) -> Rendered:
    return render_inside(capture, members_of(content, capture.name), _render_one, published=published)


def _render_one(capture: Capture, content: bytes, published: date | None) -> Rendered:
    """A file inside another. Raises InvalidInput for one that lies too deep."""
    if capture.name.count(INSIDE) > MAX_DEPTH:
        raise InvalidInput(f"{capture.name} lies in too many archives: unpack them first", code="too-deep")
    return render(capture, content, published=published)


def _render_parts(
    capture: Capture, parts: Iterable[Part], draft: Callable[[str, bytes], Draft], published: date | None
) -> Rendered:
    reports: dict[str, RenderedReport] = {}
    issues: list[Issue] = []
    for part, own_bytes in parts:
        try:
            rendered = finish(draft(part, own_bytes), capture, published=published)
        except InvalidInput as error:
            issues.append(unread(error, capture))
            continue
        issues.extend(rendered.issues)
        for made in rendered.reports:
            first = reports.setdefault(made.report.id, made)
            if first is not made:
                issues.append(_repeated(capture, part, first))
    return Rendered(reports=tuple(reports.values()), issues=tuple(issues))


def _repeated(capture: Capture, part: str, first: RenderedReport) -> Issue:
    message = f"{capture.name}, {part} repeats {first.report.part} byte for byte and was read once"
    return Issue(
        stage="render", code="repeated-record", message=message, report_id=first.report.id, path=capture.name
    )


_RENDERERS: dict[Format, Callable[[Capture, bytes, date | None], Rendered]] = {
    Format.TEXT: _render_text,
    Format.HTML: _render_page,
    Format.FEED: _render_feed,
    Format.JSON_LINES: _render_lines,
    Format.JSON: _render_array,
    Format.X_ARCHIVE: _render_x_archive,
    Format.ARCHIVED_SHEET: _render_sheet,
    Format.PDF: _render_pdf,
    Format.MAIL: _render_mail,
    Format.WEB_ARCHIVE: _render_web_archive,
    Format.ZIP: _render_zip,
}
