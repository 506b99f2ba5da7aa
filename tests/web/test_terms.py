"""The kinds of issues are called by words that translators see."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

import civharm
from civharm.web.languages.catalogues import found_words
from civharm.web.setup import ready
from civharm.web.terms import issue_words

ready()


def codes() -> set[str]:
    """The codes with which the sources make issues."""
    trees = (ast.parse(path.read_text("utf-8")) for path in Path(civharm.__file__).parent.rglob("*.py"))
    made = (each for tree in trees for each in ast.walk(tree) if isinstance(each, ast.Call))
    named = (each for call in made if getattr(call.func, "id", "") == "Issue" for each in call.keywords)
    return {each.value.value for each in named if each.arg == "code" and isinstance(each.value, ast.Constant)}


def test_every_kind_of_issue_has_words():
    known = {each.id for each in found_words()}
    assert len(codes()) > 10
    assert {code for code in codes() if code.replace("-", " ") not in known} == set()


@pytest.mark.parametrize(
    ("code", "words"), [("date-in-future", "تاريخ في المستقبل"), ("of-another-make", "of another make")]
)
def test_an_issue_is_called_in_the_language(code, words):
    with override("ar"):
        assert issue_words(code) == words
