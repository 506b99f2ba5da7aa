"""The columns that the table of incidents can have: which are shown is kept in the address."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from civharm.catalogue.asking import IncidentSort


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: `name` in the address and the exports, `words` above it, and the sort that it offers."""

    name: str
    words: str
    sort: IncidentSort | None = None
    is_number: bool = False
    is_usual: bool = True

    @property
    def label(self) -> str:
        return gettext(self.words)


COLUMNS = (
    Column(name="when", words=gettext_noop("Date"), sort=IncidentSort.WHEN),
    Column(name="title", words=gettext_noop("Incident"), sort=IncidentSort.PLACE),
    Column(
        name="killed", words=gettext_noop("Civilians killed"), sort=IncidentSort.KILLED_MAX, is_number=True
    ),
    Column(
        name="injured", words=gettext_noop("Civilians injured"), sort=IncidentSort.INJURED_MAX, is_number=True
    ),
    Column(name="militants", words=gettext_noop("Combatants killed"), is_number=True, is_usual=False),
    Column(name="grade", words=gettext_noop("Grade"), sort=IncidentSort.GRADE),
    Column(name="strike", words=gettext_noop("Strike status"), sort=IncidentSort.STRIKE),
    Column(name="parties", words=gettext_noop("Suspected or known")),
    Column(name="clusters", words=gettext_noop("Clusters"), sort=IncidentSort.CLUSTERS, is_number=True),
    Column(name="reports", words=gettext_noop("Reports"), sort=IncidentSort.REPORTS, is_number=True),
    Column(name="event", words=gettext_noop("Kind of attack"), sort=IncidentSort.EVENT, is_usual=False),
    Column(name="country", words=gettext_noop("Country"), sort=IncidentSort.COUNTRY, is_usual=False),
    Column(name="precision", words=gettext_noop("Precision of the place"), is_usual=False),
    Column(name="code", words=gettext_noop("Code"), sort=IncidentSort.CODE, is_usual=False),
    Column(name="changed", words=gettext_noop("Changed"), sort=IncidentSort.CHANGED, is_usual=False),
)
#: What a row is known by is always there.
ALWAYS = "title"


def chosen(names: Iterable[str]) -> tuple[Column, ...]:
    """The columns with these names in their usual order; the usual ones where none is named."""
    wanted = set(names)
    if not wanted & {column.name for column in COLUMNS}:
        return tuple(column for column in COLUMNS if column.is_usual)
    return tuple(column for column in COLUMNS if column.name in wanted or column.name == ALWAYS)
