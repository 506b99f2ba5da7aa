"""What the screen of what leaves the team shows: what a release would hold now, and what was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile

from civharm import __version__
from civharm.accounts.people import Person
from civharm.catalogue.models import WallRow
from civharm.catalogue.sight import Sight
from civharm.catalogue.walls import Walls
from civharm.jobs.handing_out import Handing, Making, newest_handings
from civharm.jobs.states import JobState
from civharm.publication.release.changes import WITHDRAWN, Comparison
from civharm.publication.release.gate import SHRUNKEN
from civharm.publication.release.publish import compared
from civharm.publication.release.source import About
from civharm.releasing import WITH_PROPOSED, Outlook, choose, outlook

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook

_SHOWN, _NAMED = 30, 20
#: More incidents are not compared while somebody waits for a page.
MOST_COMPARED = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A sum that is lower than in the release before."""

    column: str
    before: int
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of so many incidents: added, changed, merged or withdrawn; the codes of the first of them."""

    what: str
    count: int
    codes: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What a release made now has otherwise than the one before, made on the same terms."""

    became: tuple[Became, ...]
    falls: tuple[Fall, ...]

    @property
    def is_shrunken(self) -> bool:
        """True if the gate asks why."""
        return bool(self.falls) or any(each.what == WITHDRAWN for each in self.became)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseForm:
    """What somebody wrote into the form, and what is wrong in it, by field."""

    written: Mapping[str, str]
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingPage:
    """All of the screen. `against` is None without a release before, or where there are too many to compare while one waits."""

    found: Outlook
    previous: Handing | None
    against: Against | None
    is_second_person_needed: bool
    sees_all: bool
    handings: Sequence[Handing]


def compartments_of(person: Person) -> tuple[str, ...] | None:
    """As a job keeps them."""
    return None if person.compartments is None else tuple(sorted(person.compartments))


def sees_all(casebook: "Casebook", walls: Walls) -> bool:
    """True if nothing in the casebook lies behind a wall for them."""
    sight = Sight.of(casebook.alias, walls)
    return sight.open_walls is None or len(sight.open_walls) == WallRow.objects.using(casebook.alias).count()


def may_fetch(handing: Handing, person: Person) -> bool:
    """Their own; of others a release alone, of which they may see all."""
    if person.is_alone or handing.wanted.who == person.name:
        return True
    made_with = handing.wanted.compartments
    is_open = made_with is not None and person.may_look_behind(made_with)
    return handing.wanted.making is Making.RELEASE and (is_open or person.compartments is None)


def previous_release(casebook: "Casebook", person: Person) -> Handing | None:
    """The last one that was made here of as much as they may see."""
    wanted = compartments_of(person)
    for each in newest_handings(casebook, most=_SHOWN, making=Making.RELEASE):
        if each.file and each.state is JobState.DONE and each.wanted.compartments == wanted:
            return each
    return None


def publishing_page(casebook: "Casebook", person: Person) -> PublishingPage:
    """The screen as it is now."""
    walls = Walls.of(person.compartments)
    is_needed = casebook.folder.is_second_person_needed
    found = outlook(Sight.of(casebook.alias, walls), is_second_person_needed=is_needed)
    previous = previous_release(casebook, person)
    return PublishingPage(
        found=found,
        previous=previous,
        against=_against(casebook, previous, walls) if previous and found.signed <= MOST_COMPARED else None,
        is_second_person_needed=is_needed,
        sees_all=sees_all(casebook, walls),
        handings=[each for each in newest_handings(casebook, most=_SHOWN) if may_fetch(each, person)],
    )


def _against(casebook: "Casebook", previous: Handing, walls: Walls) -> Against:
    from civharm.casebook.refreshing import one_moment

    assert previous.file is not None
    was_with_rest = {WITH_PROPOSED: previous.wanted.terms["reasons"].get(WITH_PROPOSED, "")}
    about = About(
        title="",
        casebook_id=casebook.folder.id,
        made_at=casebook.clock(),
        civharm=__version__,
        reasons=was_with_rest,
    )
    with TemporaryDirectory() as folder, ZipFile(previous.file) as packed, one_moment(casebook.alias):
        packed.extract("incidents.csv", folder)
        with Comparison(Path(folder)) as comparison:
            chosen = choose(
                Sight.of(casebook.alias, walls), about,
                is_second_person_needed=casebook.folder.is_second_person_needed,
            )  # fmt: skip
            compared(chosen.material, comparison)
            codes: dict[str, dict[str, None]] = {}
            for change in comparison.changes():
                codes.setdefault(change.what, {})[change.code or change.id] = None
            return Against(
                became=tuple(
                    Became(what=what, count=count, codes=tuple(codes[what])[:_NAMED])
                    for what, count in comparison.counts().items()
                ),
                falls=tuple(
                    Fall(column=column, before=was, now=comparison.now[column])
                    for column, was in comparison.before.items()
                    if comparison.now[column] < was
                ),
            )


def reasons_in(written: Mapping[str, str]) -> dict[str, str]:
    """What somebody answered the gate with."""
    found = {WITH_PROPOSED: written.get("with_proposed", ""), SHRUNKEN: written.get("shrunken", "")}
    return {option: reason.strip() for option, reason in found.items() if reason.strip()}
