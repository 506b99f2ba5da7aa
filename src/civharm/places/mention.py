"""Words of a report that name or describe a place, before it is known which place they mean."""

from dataclasses import dataclass
from enum import StrEnum

from civharm.model.places import PlacePrecision
from civharm.model.spans import Span
from civharm.places.coordinates import Written

#: From this confidence on words count as a place's name everywhere.
SURE_ENOUGH = 0.5


class MentionRole(StrEnum):
    """What a place's name does where it stands; only a `PLACE` or an `ANAPHOR` can be where something happened."""

    PLACE = "place"
    ANAPHOR = "anaphor"
    DATELINE = "dateline"
    FEATURE = "feature"
    DEMONYM = "demonym"
    MODIFIER = "modifier"
    IN_NAME = "in_name"
    GOVERNMENT = "government"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """One place name where it stands in the text.

    `name` at `name_span` is the bare name; `words` at `span` are all that belongs to it ("12 km south of
    Mosul", "Bab al-Tob neighborhood of western Mosul"). `relation` keeps what stands before the name,
    `kind` is the rung that the words themselves give ("neighborhood"), `within` is the name span of the
    mention that this place lies in, `is_inside` if the words say so ("in", "of") rather than a mere comma.
    `confidence` is from 0 to 1: that this names a place at all. `written` are coordinates that belong to it, `other` is the
    name span of the second of two names between which it lies.
    """

    span: Span
    words: str
    name: str
    name_span: Span
    role: MentionRole = MentionRole.PLACE
    relation: str | None = None
    kind: PlacePrecision | None = None
    within: Span | None = None
    is_inside: bool = False
    confidence: float = 1.0
    written: Written | None = None
    other: Span | None = None

    @property
    def is_point(self) -> bool:
        """True for coordinates that stand alone, without a name."""
        return self.written is not None and self.written.span == self.name_span

    @property
    def is_doubtful(self) -> bool:
        """True for words that more likely name something else: only what ties them to an event speaks for them."""
        return self.confidence < SURE_ENOUGH

    @property
    def may_hold_events(self) -> bool:
        """False for datelines, demonyms, rivers, governments and names inside those of units and organisations."""
        return self.role in (MentionRole.PLACE, MentionRole.ANAPHOR)


def most_specific(mentions: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions that no other of them lies in: "Bab al-Tob … of Mosul" leaves the first."""
    containers = {mention.within for mention in mentions if mention.within}
    return [mention for mention in mentions if mention.name_span not in containers]
