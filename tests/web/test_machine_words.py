"""What the machine says of a grade and a toll: in Arabic on Arabic pages, as it is where nobody translated it."""

import re

import pytest
from django.utils import translation

from civharm.codebook import default_codebook
from civharm.web.incident.machine_words import machine_words
from civharm.web.naming import party_name

ARABIC = re.compile(r"[\u0600-\u06ff]")


def words_of_the_codebook():
    """All that the built-in codebook has the machine say, with facts put in."""
    codebook = default_codebook()
    tables = [codebook.rules(name, dict) for name in ("gradings", "strike_status")]
    said = [row["text"] for table in tables for row in table["rows"]]
    conditions = codebook.rules("conditions", dict)
    said += [*conditions["conditions"].values(), *conditions["what_if"].values()]
    said += codebook.rules("toll", dict)["rules"].values()
    facts = {
        "parties": "US-led Coalition, Iraqi Air Force", "accepted_by": "US-led Coalition", "declared_by": "none",
        "lacks": "place, time", "clusters": 3, "attributing": 2, "reports": 4, "strike_status": "single_source",
    }  # fmt: skip
    return [words.format_map(facts) for words in dict.fromkeys(said)]


@pytest.mark.parametrize("words", words_of_the_codebook())
def test_all_words_of_the_built_in_codebook_are_there_in_arabic(words):
    with translation.override("ar"):
        shown = machine_words(words)
        parties = {name: party_name(name) for name in ("US-led Coalition", "Iraqi Air Force")}
    assert ARABIC.search(shown), words
    assert re.findall(r"\d+", re.sub(r"<[^>]*>", "", shown)) == re.findall(r"\d+", words)
    assert parties["US-led Coalition"] == "التحالف الدولي"
    for name, in_arabic in parties.items():
        assert (in_arabic in shown) is (name in words)


def test_words_of_a_teams_own_codebook_stay_as_they_are_written():
    with translation.override("ar"):
        shown = machine_words("two <b>mosques</b> agree")
    assert shown == '<span lang="en" dir="ltr">two &lt;b&gt;mosques&lt;/b&gt; agree</span>'


def test_a_hostile_name_in_a_fact_is_text():
    with translation.override("ar"):
        assert "<svg" not in machine_words("declared by <svg onload=probe()>")


def test_an_english_page_says_it_as_it_is():
    with translation.override("en"):
        assert machine_words("declared by none") == '<span lang="en" dir="ltr">declared by none</span>'
