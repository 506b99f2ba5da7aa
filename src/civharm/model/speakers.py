"""Who says it. A source publishes; a speaker is quoted. Never the same field."""

from dataclasses import dataclass
from enum import StrEnum

from civharm.model.spans import Span


class SpeakerKind(StrEnum):
    """What a speaker is to the event; decides independence and protection."""

    GOVERNMENT = "government"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    CASUALTY_RECORDER = "casualty_recorder"
    UN_AGENCY = "un_agency"
    NGO = "ngo"
    MEDICAL = "medical"
    RESCUE = "rescue"
    MEDIA = "media"
    LOCAL_OFFICIAL = "local_official"
    POLICE = "police"
    WITNESS = "witness"
    RELATIVE = "relative"
    EXPERT = "expert"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


#: Private persons: their names are masked in every default output (METHOD R29, R33, R36).
PROTECTED_KINDS = frozenset({SpeakerKind.WITNESS, SpeakerKind.RELATIVE, SpeakerKind.ANONYMOUS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A named or described speaker: `name` is None for "a local official"; `words` as in the text.

    `party` is the canonical name of the belligerent that the speaker speaks for, if any.
    """

    name: str | None
    role: str | None
    kind: SpeakerKind
    words: str
    party: str | None = None
    span: Span | None = None
    other_names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names of who speaks: several people may say one thing."""
        return (*((self.name,) if self.name else ()), *self.other_names)

    @property
    def is_protected(self) -> bool:
        """True for private persons, whose names stay out of default outputs."""
        return self.kind in PROTECTED_KINDS

    @property
    def key(self) -> str:
        """What makes two speakers the same one: the name if there is one, else the words."""
        return (self.name or self.words).casefold()
