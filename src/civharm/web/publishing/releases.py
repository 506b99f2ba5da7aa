"""Making a release of a casebook, as the command line and the browser ask for it."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from civharm import __version__
from civharm.casebook.custody import CustodyAction
from civharm.catalogue.walls import EVERYTHING, Walls
from civharm.publication.release.gate import check
from civharm.publication.release.manifest import SUMS, sha256_of_file
from civharm.publication.release.publish import Made, Terms, WriteMore, publish
from civharm.publication.release.source import About

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from civharm.casebook.store import Casebook
    from civharm.model.collecting import Collection
    from civharm.releasing import Chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWanted:
    """What a release is to be. `reasons` are by the option of the gate that they answer; `walls` say what it may hold."""

    title: str
    by: str
    scope: str = ""
    contact: str = ""
    licence: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    previous: Path | None = None
    key: "Ed25519PrivateKey | None" = None
    walls: Walls = EVERYTHING
    with_consented_names: bool = False
    with_site: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMade:
    """A release that lies in its folder; when it was made."""

    made: Made
    at: datetime


def make_release(
    casebook: "Casebook",
    to: Path,
    wanted: ReleaseWanted,
    *,
    places: tuple[Path, ...],
    note: Callable[[int], None] | None = None,
) -> ReleaseMade:
    """Write it into a new folder, and say so on the chain of custody. Raises CivharmError.

    `places` are the files of places that provinces go by; `note` hears how many incidents are written.
    """
    from civharm.casebook.refreshing import one_moment
    from civharm.catalogue.catalogue import Catalogue
    from civharm.places.areas import Provinces
    from civharm.places.gazetteer import open_gazetteer

    about = _about(casebook, wanted)
    Catalogue(casebook=casebook).update()
    gazetteer = open_gazetteer(*places)
    with closing(gazetteer), one_moment(casebook.alias):
        chosen = _chosen(casebook, about, wanted)
        check(chosen.objections, about.reasons)
        terms = Terms(
            province_of=Provinces(gazetteer).of, previous=wanted.previous, key=wanted.key, notices=chosen.notices,
            more=_site() if wanted.with_site else None, note=note,
        )  # fmt: skip
        made = publish(chosen.material, to, terms)
    _record(casebook, to, about, by=wanted.by)
    return ReleaseMade(made=made, at=about.made_at)


def _about(casebook: "Casebook", wanted: ReleaseWanted) -> About:
    return About(
        title=wanted.title,
        casebook_id=casebook.folder.id,
        made_at=casebook.clock(),
        civharm=__version__,
        scope=wanted.scope,
        contact=wanted.contact,
        licence=wanted.licence,
        reasons={option: why for option, why in wanted.reasons.items() if why},
        collectors=_collectors(casebook),
    )


def _collectors(casebook: "Casebook") -> "dict[str, Collection]":
    """Who collected what: told only where the casebook's file says so."""
    if not casebook.folder.are_collectors_told:
        return {}
    return {each.sha256: each.collection for each in casebook.captures() if each.collection}


def _chosen(casebook: "Casebook", about: About, wanted: ReleaseWanted) -> "Chosen":
    """What is released: of the whole record where names are shown of people who agreed, for the catalogue holds none."""
    from civharm.catalogue.masking import public
    from civharm.catalogue.sight import Sight
    from civharm.catalogue.stored import stored_record
    from civharm.releasing import choose, choose_of_record

    is_needed = casebook.folder.is_second_person_needed
    if wanted.with_consented_names:
        record = public(stored_record(casebook), shows_consented=True)
        return choose_of_record(record, about, is_second_person_needed=is_needed)
    return choose(Sight.of(casebook.alias, wanted.walls), about, is_second_person_needed=is_needed)


def _site() -> WriteMore:
    from civharm.web.site.writing import write_site  # its templates need a web that is set up

    return write_site


def _record(casebook: "Casebook", folder: Path, about: About, *, by: str) -> None:
    """Who made which release, and why it is as it is, stands on the chain of custody."""
    manifest = sha256_of_file(folder / SUMS)
    detail = {"manifest": manifest, "title": about.title, "reasons": dict(sorted(about.reasons.items()))}
    with casebook.account_act(by=by) as writer:
        writer.log(CustodyAction.RELEASED, manifest, detail)
