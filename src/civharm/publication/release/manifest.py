"""The manifest of a release: `SHA256SUMS` as `sha256sum -c` reads it, signed with an Ed25519 key if there is one."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from civharm.model.errors import InvalidInput

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SUMS, SIGNATURE, PUBLIC_KEY = "SHA256SUMS", "SHA256SUMS.sig", "public-key.pem"
#: What is not in the manifest: itself, and what proves it.
_OUTSIDE = frozenset({SUMS, SIGNATURE, PUBLIC_KEY})


def write_sums(folder: Path) -> None:
    """One line for each file of the release, in the order of their names."""
    lines = (f"{sha256_of_file(folder / name)}  {name}\n" for name in names_in(folder))
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def names_in(folder: Path) -> list[str]:
    """All files of a release but the manifest and its signature, with forward slashes."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name not in _OUTSIDE)


def read_key(path: Path) -> "Ed25519PrivateKey":
    """A private key as `openssl genpkey -algorithm ed25519` writes it. Raises InvalidInput."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise InvalidInput(
            f"{path} is no private key without a passphrase in PEM: {error}", code="bad-key"
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise InvalidInput(
            f"{path} is no Ed25519 key: make one with openssl genpkey -algorithm ed25519", code="bad-key"
        )
    return key


def sign(folder: Path, key: "Ed25519PrivateKey") -> None:
    """Sign the manifest, and put the public key beside it."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    (folder / SIGNATURE).write_bytes(key.sign((folder / SUMS).read_bytes()))
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / PUBLIC_KEY).write_bytes(pem)


def faults(folder: Path) -> Iterator[str]:
    """Everything in which a release is not as it was made, in words: files changed, gone or added, a bad signature."""
    listed = dict(_listed(folder))
    for name, expected in listed.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif sha256_of_file(path) != expected:
            yield f"{name} is not as it was: its SHA-256 is another"
    yield from (f"{name} is not in {SUMS}" for name in names_in(folder) if name not in listed)
    if (folder / SIGNATURE).exists() and not _is_signed(folder):
        yield f"{SIGNATURE} is no signature of {SUMS} by {PUBLIC_KEY}"


def _listed(folder: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate((folder / SUMS).read_text(encoding="utf-8").splitlines(), start=1):
        expected, _, name = line.partition("  ")
        if len(expected) != 64 or not name or name.startswith(("/", "..")) or "/../" in name:
            raise InvalidInput(
                f"{folder / SUMS}, line {number}, is no line of a manifest", code="bad-manifest"
            )
        yield name, expected


def _is_signed(folder: Path) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key((folder / PUBLIC_KEY).read_bytes())
        if not isinstance(key, Ed25519PublicKey):
            return False
        key.verify((folder / SIGNATURE).read_bytes(), (folder / SUMS).read_bytes())
    except (InvalidSignature, OSError, ValueError):
        return False
    return True


def sha256_of_file(path: Path) -> str:
    """The hash of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
