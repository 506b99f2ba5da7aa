"""Timestamps of an authority on the chain of custody: what was on it then can't have been put there later.

What is stamped is the last line of `custody.log`, byte for byte. It holds the hash of the line before it, and so the
whole chain up to there. Answer and root certificate lie in the casebook's folder, and the chain names their hashes.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from civharm.casebook.custody import CustodyAction, CustodyEntry, hash_of, line_of
from civharm.casebook.folder import read_folder
from civharm.files.folders import sync
from civharm.model.errors import CasebookError, CivharmError
from civharm.model.ids import sha256_of
from civharm.safekeeping.authority import ask, check_answer, question_on

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One timestamp: the entry that was stamped, and where answer and root certificate lie."""

    entry: CustodyEntry
    folder: Path

    @property
    def answer_path(self) -> Path:
        """The authority's answer, as `openssl ts -verify` reads it."""
        return self.folder / f"{self.entry.seq:08}.tsr"

    @property
    def root_path(self) -> Path:
        """The root certificate that it is checked against."""
        return self.folder / f"{self.entry.seq:08}.pem"

    @property
    def detail(self) -> Mapping[str, str]:
        """What the chain holds the hash of."""
        return {
            "entry": self.entry.hash,
            "answer": sha256_of(self.answer_path.read_bytes()),
            "root": sha256_of(self.root_path.read_bytes()),
        }

    def time(self) -> datetime:
        """When the authority stamped it. Raises InvalidInput where the timestamp is none."""
        answer, root = self.answer_path.read_bytes(), self.root_path.read_bytes()
        return check_answer(answer, line_of(self.entry), root=root).tst_info.gen_time


def stamp(casebook: "Casebook") -> tuple[Stamp, datetime] | None:
    """Have the end of the chain stamped; None where nothing happened since it was stamped last. Raises CivharmError."""
    from civharm.casebook.custody_table import DatabaseCustody

    _check_installed()
    folder = read_folder(casebook.folder.path)
    if folder.authority is None:
        raise CasebookError(
            f"no time-stamping authority is named: write [timestamps] with authority and root into {folder.path}/casebook.toml"
        )
    table = DatabaseCustody(casebook.alias)
    head = table.last()
    if head is None or head.action == CustodyAction.TIMESTAMPED.value:
        return None
    made = Stamp(entry=head, folder=folder.timestamps_path)
    root = _read_root(folder.path / folder.authority.root)
    question, nonce = question_on(line_of(head))
    answer = ask(folder.authority.address, question)
    found = check_answer(answer, line_of(head), root=root, nonce=nonce)
    with casebook.account_act(by=casebook.actor) as writer:
        if any(entry.subject == head.hash for entry in table.named(CustodyAction.TIMESTAMPED)):
            raise CasebookError("another program had this entry stamped just now")
        _keep(made.answer_path, answer)
        _keep(made.root_path, root)
        writer.log(CustodyAction.TIMESTAMPED, head.hash, made.detail)
    return made, found.tst_info.gen_time


def _check_installed() -> None:
    try:
        import rfc3161_client  # noqa: F401
    except ImportError:
        raise CasebookError("timestamps need the extra: pip install 'civharm[evidence]'") from None


def _read_root(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CasebookError(
            f"the authority's root certificate {path} can't be read ({error.strerror or error})"
        ) from None


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with unfinished.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(unfinished, path)
    sync(path.parent)


def stamps(casebook: "Casebook") -> Iterator[tuple[Stamp, CustodyEntry]]:
    """All timestamps that the chain names, each with the entry that names it."""
    from civharm.casebook.custody_table import DatabaseCustody

    table = DatabaseCustody(casebook.alias)
    for entry in table.named(CustodyAction.TIMESTAMPED):
        stamped = table.with_hash(entry.subject)
        if stamped is not None:
            yield Stamp(entry=stamped, folder=casebook.folder.timestamps_path), entry


def stamp_faults(casebook: "Casebook") -> Iterator[str]:
    """Every timestamp that is missing, changed, or not of the entry that it should be of; nothing is asked of anybody."""
    for each, named in stamps(casebook):
        try:
            if hash_of(each.detail) != named.detail_sha256:
                yield f"timestamp {each.answer_path.name}: it is not the one that the chain of custody saw"
            else:
                _check_installed()
                each.time()
        except FileNotFoundError as error:
            yield f"timestamp: {error.filename} is missing"
        except CivharmError as error:
            yield f"timestamp {each.answer_path.name}: {error}"
