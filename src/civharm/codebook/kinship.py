"""Which parties belong together: the US forces are within the Coalition, so the two are no rivals."""

from collections.abc import Iterable

from civharm.codebook.load import Codebook


def lineage(codebook: Codebook, name: str) -> tuple[str, ...]:
    """The party's name and those of the parties that it is within, outwards."""
    by_name = {belligerent.name: belligerent for belligerent in codebook.belligerents}
    found = [name]
    party = by_name.get(name)
    while party and party.within and (party := codebook.belligerent(party.within)):
        if party.name in found:
            break
        found.append(party.name)
    return tuple(found)


def are_kin(codebook: Codebook, left: str, right: str) -> bool:
    """True if the two are one party, or one is within the other."""
    return left in lineage(codebook, right) or right in lineage(codebook, left)


def is_among(codebook: Codebook, name: str | None, parties: Iterable[str]) -> bool:
    """True if the party is one of the parties, or kin to one."""
    return name is not None and any(are_kin(codebook, name, party) for party in parties)


def without_kin(codebook: Codebook, parties: Iterable[str]) -> tuple[str, ...]:
    """The parties without those that are within another of them, sorted."""
    names = set(parties)
    return tuple(sorted(name for name in names if not names & set(lineage(codebook, name)[1:])))
