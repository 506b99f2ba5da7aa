"""What the machine says of a grade and a toll, in the language of the pages.

It is kept in English, as the codebook has it, with facts put in. It is known again by the codebook's own words here; what
a team's own codebook says otherwise stays as it is written.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from civharm.web.naming import party_name
from civharm.web.terms import gettext_noop, term_words

_WORDS = (
    # rows of strike_status.yml
    gettext_noop("declared by %(declared_by)s"),
    gettext_noop("sources name different parties: %(parties)s"),
    gettext_noop(
        "reports are missing from the archive; those in it name %(parties)s, whom the record is not about"
    ),
    gettext_noop("%(attributing)s independent clusters name %(parties)s"),
    gettext_noop("%(parties)s named by one cluster; reports are missing from the archive"),
    gettext_noop("one independent cluster names %(parties)s"),
    gettext_noop("no source names any belligerent"),
    gettext_noop("no attribution was found by machine"),
    # rows of gradings.yml
    gettext_noop("a lead: %(lacks)s"),
    gettext_noop("nobody alleges harm to civilians"),
    gettext_noop("harm to civilians in this incident accepted by %(accepted_by)s"),
    gettext_noop("sources other than the accused say that all of the dead were combatants"),
    gettext_noop("rival parties named: %(parties)s"),
    gettext_noop("responsibility is contested"),
    gettext_noop(
        "no attribution was found by machine; that no source names anybody must be read by a person"
    ),
    gettext_noop("no usable detail on victims"),
    gettext_noop(
        "one cluster of reporting names %(parties)s; reports are missing from the archive: weak if there never was another source"
    ),
    gettext_noop("one independent cluster of reporting (%(reports)s reports)"),
    gettext_noop("%(clusters)s independent clusters of reporting name %(parties)s"),
    # conditions.yml
    gettext_noop("something that an incident needs is missing (found missing: %(lacks)s)"),
    gettext_noop("a named party accepts that it harmed civilians here (accepted by: %(accepted_by)s)"),
    gettext_noop(
        "two clusters without the accused say that all of the dead were combatants, and nobody says civilians"
    ),
    gettext_noop("two rival parties or more are blamed in earnest (blamed: %(parties)s)"),
    gettext_noop("a person has read the sources and found nobody named"),
    gettext_noop("no party is named (named: %(parties)s)"),
    gettext_noop("there is at most one independent cluster of reporting (there are %(clusters)s)"),
    gettext_noop("there are two independent clusters of reporting or more (there are %(clusters)s)"),
    gettext_noop("no report gives a number, or a victim's name, age, sex or relation"),
    gettext_noop("the team says that reports are missing from its archive (record.yml)"),
    gettext_noop("those who are blamed are none of the parties that the record is about (record.yml)"),
    gettext_noop("a party says itself that it struck (declared by: %(declared_by)s)"),
    gettext_noop("the strike status is contested (it is %(strike_status)s)"),
    gettext_noop("the strike status is another than likely (it is %(strike_status)s)"),
    gettext_noop("one independent cluster names a party (it is %(attributing)s)"),
    gettext_noop("two independent clusters or more name a party (it is %(attributing)s)"),
    # what would change a grade
    gettext_noop("one more independent cluster of reporting that names the same party"),
    gettext_noop("one independent cluster fewer: a copy of another, or of one speaker"),
    gettext_noop("a report that names a party"),
    gettext_noop("one more independent cluster that blames a rival party in earnest"),
    gettext_noop("no more than one of the parties blamed in earnest"),
    gettext_noop("a named party that accepts that it harmed civilians here"),
    gettext_noop("no such acceptance: it speaks of another strike, or of no harm"),
    gettext_noop(
        "two clusters without the accused that call all of the dead combatants, and none that calls them civilians"
    ),
    gettext_noop("a person's word that all sources were read and name nobody"),
    gettext_noop("a number, or a victim's name, age, sex or relation"),
    gettext_noop("the place, the time or the number that is missing"),
    # rules of tolls
    gettext_noop("lowest and highest figure reported for this incident"),
    gettext_noop("distinct named victims are the floor"),
    gettext_noop("may belong to another strike, or nobody else tells it: enters the maximum only"),
    gettext_noop("a hard number sets the minimum before a vague word"),
    gettext_noop("civilian or combatant is in doubt: out of the minimum, in the maximum"),
    gettext_noop("casualties, dead or wounded not said: 0 to all"),
    gettext_noop("sum of the minima of groups without a person in common"),
    gettext_noop(
        "a report's own number is written in knowledge of those that it quotes: a lesser one of them sets no minimum, "
        "a vague word adds nothing"
    ),
    gettext_noop("the accused party's figures never set the minimum"),
    gettext_noop("says no number"),
    gettext_noop("denied by who says it"),
    gettext_noop("taken back"),
    gettext_noop("the same voice says another number later, or a greater one in the same telling"),
    gettext_noop("no other cluster tells so many: held to be of another event (T3)"),
    gettext_noop("fewer than others agree on, or a vague word beside a number (T3, T4)"),
    gettext_noop("lies within the bounds"),
)
_FACT = re.compile(r"%\((\w+)\)s")


def machine_words(text: str) -> SafeString:
    """The machine's words in the language of the pages, else as they are, and marked as English."""
    if not (get_language() or "en").startswith("en"):
        for words, form in _forms().items():
            found = form.fullmatch(text)
            if found and gettext(words) != words:
                return format_html('<span dir="auto">{}</span>', gettext(words) % _facts(found.groupdict()))
    return format_html('<span lang="en" dir="ltr">{}</span>', text)


@cache
def _forms() -> Mapping[str, re.Pattern[str]]:
    """Each of the words with gaps for the facts; those that say most come first."""
    in_order = sorted(_WORDS, key=lambda words: (len(_FACT.findall(words)), -len(words)))
    return {words: re.compile(_form(words), re.DOTALL) for words in in_order}


def _form(words: str) -> str:
    """Every second piece is the name of a fact."""
    pieces = _FACT.split(words)
    return "".join(
        f"(?P<{piece}>.+?)" if number % 2 else re.escape(piece) for number, piece in enumerate(pieces)
    )


def _facts(found: Mapping[str, str]) -> dict[str, str]:
    return {name: _TRANSLATED.get(name, _as_it_is)(fact) for name, fact in found.items()}


def _as_it_is(fact: str) -> str:
    """Names and numbers; where there are none the machine says so in words."""
    return gettext(fact) if fact in _NONE else fact


def _parties(fact: str) -> str:
    return gettext(", ").join(party_name(_as_it_is(name)) for name in fact.split(", "))


_NONE = (gettext_noop("no party"), gettext_noop("none"))
_TRANSLATED: Mapping[str, Callable[[str], str]] = {
    "strike_status": term_words,
    **dict.fromkeys(("parties", "declared_by", "accepted_by", "blamed", "named"), _parties),
    "lacks": lambda fact: gettext(", ").join(map(term_words, fact.split(", "))),
}
