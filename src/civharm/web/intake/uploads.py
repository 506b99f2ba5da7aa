"""Uploads go to the disk as they come, and no further than their limit."""

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from civharm.accounts.people import Right
from civharm.jobs.incoming import Incoming
from civharm.reports.limits import MAX_FILE_BYTES
from civharm.web.permission import person_of
from civharm.web.serving import casebook_of

#: All files of one form together; the server refuses forms that are a little larger altogether.
MAX_UPLOAD_BYTES = MAX_FILE_BYTES
_STOPPED = "civharm.upload_stopped"


if TYPE_CHECKING:
    _UploadedFile = UploadedFile[Any]
else:  # only the type checker's class is generic
    _UploadedFile = UploadedFile


class IncomingFile(_UploadedFile):
    """A file that lies among what came in."""

    def __init__(self, name: str, place: str, sha256: str, *, size: int) -> None:
        super().__init__(None, name, size=size)
        self.place, self.sha256 = place, sha256


def was_stopped(request: HttpRequest) -> bool:
    """True if the files of the form were larger than may be."""
    return bool(request.META.get(_STOPPED))


class ToIncoming(FileUploadHandler):
    """Writes each file to the casebook's folder while it comes; never more of it in memory than one piece."""

    _incoming: Incoming
    _opened: BinaryIO
    _place: str

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._taken = 0

    def new_file(self, *args: object, **kwargs: object) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        assert self.request is not None
        if not person_of(self.request).may(Right.ADD_REPORTS):
            raise StopUpload(connection_reset=True)
        self._incoming = Incoming.of(casebook_of(self.request).folder.path)
        self._place, self._opened = self._incoming.open_new()
        self._hash = hashlib.sha256()

    def _receive(self, raw_data: bytes, start: int) -> None:
        """The next piece of it."""
        self._taken += len(raw_data)
        if self._taken > MAX_UPLOAD_BYTES:
            assert self.request is not None
            self.request.META[_STOPPED] = True
            self._drop()
            raise StopUpload(connection_reset=True)
        try:
            self._opened.write(raw_data)
        except OSError:  # as on a full disk: what came so far is of no use
            self._drop()
            raise
        self._hash.update(raw_data)

    receive_data_chunk = _receive  # as Django calls it

    def file_complete(self, file_size: int) -> IncomingFile:
        """It is there."""
        try:
            self._opened.close()
        except OSError:
            self._drop()
            raise
        return IncomingFile(self.file_name or "", self._place, self._hash.hexdigest(), size=file_size)

    def upload_interrupted(self) -> None:
        """Whoever sent it has gone."""
        if hasattr(self, "_opened"):
            self._drop()

    def _drop(self) -> None:
        with suppress(OSError):
            self._opened.close()
        self._incoming.remove(self._place)
