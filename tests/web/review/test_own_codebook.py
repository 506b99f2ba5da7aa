"""A user's own lists reach the pages and what is worked out after a decision."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from wsgiref.util import setup_testing_defaults

from civharm.codebook.load import load_codebook
from civharm.web import acting
from civharm.web.serve import casebook_app


def ask(app, path):
    environ = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1", "wsgi.input": BytesIO()}
    setup_testing_defaults(environ)
    return b"".join(app(environ, lambda status, headers: None)).decode()


def own_codebook(folder):
    (folder / "graphic").mkdir(parents=True)
    (folder / "graphic" / "en.yml").write_text("remains: [airstrike]\n")
    (folder / "reasons.yml").write_text(
        "accept: [seen by two of us]\nreject: [a rumour]\ncorrect: [x]\nadd: [x]\nundo: [x]\n"
    )
    return load_codebook(folder)


def screen(folder, codebook, report):
    """The page as a thread of the server makes it."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: ask(casebook_app(folder, codebook), f"/review/{report}/")).result()


def test_reasons_and_graphic_words_are_those_of_the_codebook_that_is_served(folder, strike, tmp_path):
    shipped = screen(folder, None, strike.report.id)
    own = screen(folder, own_codebook(tmp_path / "own"), strike.report.id)
    assert ("as the text has it" in shipped, "as the text has it" in own) == (True, False)
    assert ("seen by two of us" in shipped, "seen by two of us" in own) == (False, True)
    assert shipped.count("is-graphic") < own.count("is-graphic")


def test_what_follows_a_decision_goes_by_it(folder, tmp_path, monkeypatch):
    from civharm import pipeline
    from civharm.casebook.store import Casebook

    went_by = []
    monkeypatch.setattr(pipeline, "refresh", lambda casebook, *, codebook: went_by.append(codebook))
    codebook = own_codebook(tmp_path / "own")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: acting.follow(Casebook.open(folder), codebook)).result()
    assert went_by == [codebook]
