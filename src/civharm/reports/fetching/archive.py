"""Fetched pages as web archives (WARC): every request and every answer as they went over the wire."""

from io import BytesIO

from civharm.reports.fetching.asking import USER_AGENT, Exchange
from civharm.reports.fetching.fetcher import Fetched

#: Headers that told of the wire alone; what was sent in chunks is kept as a whole.
_OF_THE_WIRE = frozenset({"transfer-encoding"})


def warc_of(fetched: Fetched) -> bytes:
    """The web archive of one fetch: who asked, then each request with its answer, redirects first."""
    from warcio.warcwriter import WARCWriter

    made = BytesIO()
    writer = WARCWriter(made, gzip=True)
    information = {"software": USER_AGENT, "format": "WARC File Format 1.1", "robots": "obeyed"}
    writer.write_record(writer.create_warcinfo_record("fetched.warc.gz", information))
    for exchange in fetched.exchanges:
        for record in _records(writer, exchange):
            writer.write_record(record)
    return made.getvalue()


def _records(writer: "object", exchange: Exchange) -> "list[object]":
    from warcio.statusandheaders import StatusAndHeaders

    at = exchange.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    stamps = {"WARC-Date": at, "WARC-IP-Address": exchange.place.ip}
    asked = StatusAndHeaders(
        f"GET {exchange.place.target} HTTP/1.1", list(exchange.asked), is_http_request=True
    )
    answered = StatusAndHeaders(
        f"{exchange.status} {exchange.reason}".strip(), _kept(exchange), protocol="HTTP/1.1"
    )
    create = writer.create_warc_record  # type: ignore[attr-defined]
    return [
        create(exchange.place.url, "request", http_headers=asked, warc_headers_dict=dict(stamps)),
        create(
            exchange.place.url,
            "response",
            payload=BytesIO(exchange.body),
            http_headers=answered,
            warc_headers_dict=dict(stamps),
        ),
    ]


def _kept(exchange: Exchange) -> list[tuple[str, str]]:
    return [
        (f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_WIRE else name, value)
        for name, value in exchange.headers
    ]
