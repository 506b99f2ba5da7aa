"""The ways through the pages: what the bar on top of each page leads to, for whoever looks."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from civharm.accounts.people import Person, Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link of the bar: `page` is the name of its address, `within` are pages that belong to it as well."""

    page: str
    words: str
    right: Right = Right.LOOK
    within: frozenset[str] = frozenset()
    is_for_team: bool = False


#: In the order of the bar. A part of the app adds its line here.
WAYS = (
    Way(page="desk", words=gettext_noop("Desk"), within=frozenset({"queue"})),
    Way(page="incidents", words=gettext_noop("Explore"), within=frozenset({"incident", "compare"})),
    Way(page="map", words=gettext_noop("Map")),
    Way(page="reports", words=gettext_noop("Reports"), within=frozenset({"report"})),
    Way(page="situation", words=gettext_noop("Situation")),
    Way(
        page="intake",
        words=gettext_noop("Add reports"),
        right=Right.ADD_REPORTS,
        within=frozenset({"intake-text", "intake-addresses", "intake-files", "intake-job"}),
    ),
    Way(
        page="publish",
        words=gettext_noop("Publish"),
        right=Right.PUBLISH,
        within=frozenset({"publish-release", "publish-monthly", "publish-incident", "publish-made"}),
    ),
    Way(page="issues", words=gettext_noop("Issues")),
    Way(
        page="keeping",
        words=gettext_noop("Keeping"),
        right=Right.ADMINISTER,
        within=frozenset({"keeping-foresee", "keeping-destroy"}),
    ),
    Way(
        page="people",
        words=gettext_noop("People"),
        right=Right.ADMINISTER,
        within=frozenset({"person", "compartments", "looks_at_names", "invite"}),
        is_for_team=True,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWay:
    """A link as the bar shows it."""

    page: str
    words: str
    is_here: bool


def ways(person: Person, here: str) -> Iterator[ShownWay]:
    """The links that this person may follow; `here` is the name of the address they are at."""
    for way in WAYS:
        if person.may(way.right) and not (way.is_for_team and person.is_alone):
            is_here = here == way.page or here in way.within
            yield ShownWay(page=way.page, words=gettext(way.words), is_here=is_here)
