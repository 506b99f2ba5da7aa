"""A user's own lists reach the pages and what is worked out after a decision."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from wsgiref.util import setup_testing_defaults

from civharm.casebook.store import Casebook
from civharm.codebook.load import load_codebook
from civharm.model.decisions import Action, Decision
from civharm.web.following import Follower
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


def test_what_follows_a_decision_goes_by_it(folder, strike, tmp_path, monkeypatch):
    from civharm import pipeline

    went_by, recompute = [], pipeline.recompute

    def noted(store, *, codebook=None):
        went_by.append(codebook)
        return recompute(store, codebook=codebook)

    monkeypatch.setattr(pipeline, "recompute", noted)
    codebook = own_codebook(tmp_path / "own")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(decided, folder, codebook).result()
    assert went_by == [codebook]


def decided(folder, codebook):
    """True if what follows from a decision has been worked out."""
    from civharm.catalogue.catalogue import Catalogue

    casebook = Casebook.open(folder)
    claim = casebook.claims()[0]
    casebook.decide(
        Decision(
            id="d", action=Action.REJECT_CLAIM, target=claim.id, author="Ada", reason="read again",
            decided_at=casebook.clock(), change={},
        )
    )  # fmt: skip
    return Follower(Catalogue(casebook=casebook), codebook).follow()
