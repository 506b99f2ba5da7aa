"""What every release says of itself, listed here so that translators see it; a test holds it to what a release writes."""

from django.utils.translation import gettext

from civharm.publication.release.describing import LIMITATIONS
from civharm.web.terms import gettext_noop

_LIMITATIONS = (
    gettext_noop("These are allegations: that harm is reported, and how well, not who is guilty."),
    gettext_noop(
        "Unknown is an empty cell and never 0. A total says of how many incidents a number is missing."
    ),
    gettext_noop(
        "A grading is what a person signed. What the machine proposes stands in columns of its own; it never proposes "
        "in public that harm is confirmed or discounted."
    ),
    gettext_noop("Figures for a period or an area are in `aggregates` and in no total."),
    gettext_noop(
        "The date of publication never stands in for the date of an event; an incident without a date has none."
    ),
    gettext_noop(
        "A point is the centre of an area: the event lies within `Radius M`, and equal points are not the same incident."
    ),
    gettext_noop(
        "What was not reported, or not in a language and place that was read, is not here. An absence of incidents is no "
        "absence of harm."
    ),
    gettext_noop(
        "Places of shelter and care, and places that its makers protect, are given coarsely: `Radius M` says how coarsely, and "
        "words that would tell such a place are withheld."
    ),
    gettext_noop("Names of victims and witnesses are withheld."),
)
_SPEAKERS = (
    gettext_noop("government"), gettext_noop("military"), gettext_noop("armed group"), gettext_noop("casualty recorder"),
    gettext_noop("un agency"), gettext_noop("ngo"), gettext_noop("medical"), gettext_noop("rescue"), gettext_noop("media"),
    gettext_noop("local official"), gettext_noop("police"), gettext_noop("witness"), gettext_noop("relative"),
    gettext_noop("expert"), gettext_noop("anonymous"),
)  # fmt: skip
_CHANGES = (
    gettext_noop("added"), gettext_noop("changed"), gettext_noop("merged"), gettext_noop("withdrawn"),
)  # fmt: skip


def limitations() -> tuple[str, ...]:
    """In the language of the pages."""
    return tuple(gettext(each) for each in LIMITATIONS)
