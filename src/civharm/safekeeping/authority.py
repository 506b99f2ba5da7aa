"""Asking a time-stamping authority (RFC 3161): one question, no redirects, limits on time and size."""

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from civharm.model.errors import InvalidInput

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

_SECONDS = 20
_MOST_BYTES = 256 * 1024
_CODE = "no-timestamp"


def check_address(address: str) -> None:
    """An authority is reached by https, one on this machine by http as well. Raises InvalidInput."""
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname or ""))
    if not is_safe or not parts.hostname or parts.username:
        raise InvalidInput(
            f"the time-stamping authority {address!r} must be a https:// address without a password",
            code=_CODE,
        )


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def ask(address: str, question: bytes) -> bytes:
    """The authority's answer as it came. Raises InvalidInput."""
    import urllib3

    check_address(address)
    terms = urllib3.Timeout(total=_SECONDS)
    try:
        with urllib3.PoolManager(timeout=terms, retries=False) as pool:
            answer = pool.request(
                "POST",
                address,
                body=question,
                headers={"Content-Type": "application/timestamp-query"},
                preload_content=False,
                redirect=False,
            )
            content = answer.read(_MOST_BYTES + 1)
            answer.close()
    except urllib3.exceptions.HTTPError as error:
        raise InvalidInput(f"{address} does not answer ({error}): try again later", code=_CODE) from None
    if answer.status != 200:
        raise InvalidInput(f"{address} answers with status {answer.status}, not with a timestamp", code=_CODE)
    if len(content) > _MOST_BYTES:
        raise InvalidInput(f"{address} answers with more than {_MOST_BYTES:,} bytes", code=_CODE)
    return bytes(content)


def question_on(stamped: bytes) -> tuple[bytes, int | None]:
    """The question whether these bytes can be stamped, and the number that the answer must repeat."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    request = TimestampRequestBuilder().data(stamped).hash_algorithm(HashAlgorithm.SHA256).build()
    return request.as_bytes(), request.nonce


def check_answer(
    answer: bytes, stamped: bytes, *, root: bytes, nonce: int | None = None
) -> "TimeStampResponse":
    """The answer, if an authority under this root certificate (PEM) stamped just these bytes. Raises InvalidInput."""
    from cryptography.x509 import load_pem_x509_certificate
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        found = decode_timestamp_response(answer)
        verifier = VerifierBuilder(
            intermediates=[], roots=[load_pem_x509_certificate(root)], nonce=nonce
        ).build()
        verifier.verify_message(found, stamped)
    except (ValueError, VerificationError) as error:
        raise InvalidInput(f"no valid timestamp under this root certificate ({error})", code=_CODE) from None
    return found
