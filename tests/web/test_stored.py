"""The pages over a real casebook: what was written to it is shown, from any thread of the server."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

from civharm.casebook.store import Casebook
from civharm.catalogue.stored import Stored
from civharm.model.ports import Reading
from civharm.model.reports import Rendition
from civharm.model.store import ReaderVersion
from civharm.web.serve import casebook_app

READER = ReaderVersion(name="invented", version="1")


@pytest.fixture
def casebook(tmp_path, monkeypatch):
    monkeypatch.delenv("CIVHARM_DATABASE_URL", raising=False)
    return Casebook.create(tmp_path / "casebook", actor="Mira")


def write(casebook, record, number):
    report, text = record.reports[number], record.texts[record.reports[number].id]
    casebook.add_capture(record.captures[number], text.encode())
    rendition = Rendition(
        id=report.rendition_id, sha256=report.sha256, text=text, renderer="plain", version="1"
    )
    claims = tuple(claim for claim in record.claims if claim.report_id == report.id)
    casebook.add_reading(report, rendition, Reading(claims=claims), reader=READER)


def ask(app, path):
    environ = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1", "wsgi.input": BytesIO()}
    setup_testing_defaults(environ)
    return b"".join(app(environ, lambda status, headers: None)).decode()


def test_a_casebook_is_served_from_any_thread(casebook, record):
    write(casebook, record, 0)
    app = casebook_app(casebook.folder.path)
    with ThreadPoolExecutor(2) as pool:
        pages = list(pool.map(lambda path: ask(app, path), ["/report/r1/", "/reports/"]))
    assert "Tel Riman" in pages[0] and "Salim Qadduri" not in pages[0]
    assert "Strike on quarter" in pages[1]


def test_what_is_written_later_is_shown(casebook, record):
    stored = Stored(casebook)
    write(casebook, record, 0)
    assert len(stored().reports) == 1
    write(casebook, record, 2)
    assert len(stored().reports) == 2


def test_an_unchanged_casebook_is_read_once(casebook, record):
    stored = Stored(casebook)
    write(casebook, record, 0)
    assert stored() is stored()
