"""A file sent in pieces, as the reader of tiles asks for them: HTTP ranges, one at a time."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

_RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})")
_AT_ONCE = 256 * 1024


def send(request: HttpRequest, path: Path, *, content_type: str) -> HttpResponseBase:
    """The file, or the range of it that the request names; 416 for one that lies outside."""
    size = path.stat().st_size
    asked = request.headers.get("Range")
    if asked is None:
        response: HttpResponseBase = FileResponse(path.open("rb"), content_type=content_type)
    elif piece := wanted_piece(asked, size):
        response = _piece(path, piece, size, content_type=content_type)
    else:
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{size}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = f'"{size:x}-{path.stat().st_mtime_ns:x}"'
    # Tiles are compressed already, and a piece must keep its length.
    response.headers["Content-Encoding"] = "identity"
    return response


def wanted_piece(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a range; None for one that can't be given, and for several at once."""
    match = _RANGE.fullmatch(asked.strip())
    if match is None or not size or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else None
    start, end = int(first), min(int(last or size), size - 1)
    return (start, end) if start <= end else None


def _piece(path: Path, piece: tuple[int, int], size: int, *, content_type: str) -> StreamingHttpResponse:
    first, last = piece
    response = StreamingHttpResponse(_bytes(path, first, last), status=206, content_type=content_type)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return response


def _bytes(path: Path, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with path.open("rb") as opened:
        opened.seek(first)
        while left > 0 and (chunk := opened.read(min(left, _AT_ONCE))):
            left -= len(chunk)
            yield chunk
