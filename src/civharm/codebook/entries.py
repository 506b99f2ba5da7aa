"""The typed form of the codebook's entries; pydantic checks what people typed."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from civharm.model.speakers import SpeakerKind


class Rule(BaseModel):
    """A part of a list: no field is left over, and what has no default is needed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Names(Rule):
    """Spellings by language. Matched as whole words, without regard to case."""

    en: tuple[str, ...] = ()
    ar: tuple[str, ...] = ()


class Belligerent(Rule):
    """A party under its one canonical name. `within` is the id of the party that it belongs to.

    `adjective` and `state` stand for it only beside a word of force ("Iraqi troops", "Russia bombed").
    """

    id: str
    name: str
    name_ar: str = ""
    kind: str
    country: str | None = None
    within: str | None = None
    adjective: str | None = None
    state: str | None = None
    aliases: Names = Names()


class Weapon(Rule):
    """A weapon or method: `event` is the kind of attack, `weapon` what was used, if said.

    `verbs` are further words that tell of such an attack ("shelled").
    """

    event: str
    weapon: str | None = None
    name_ar: str = ""
    explosive: bool = True
    aliases: Names = Names()


class Organisation(Rule):
    """A speaker that is known by name, and what kind of speaker it is."""

    name: str
    kind: SpeakerKind
    aliases: Names = Names()


Pair = Annotated[tuple[int | None, int | None], Field(description="minimum and maximum")]


class VaguePhrase(Rule):
    """What a vague word counts as; `evidence` names where the field does so."""

    words: Names
    range: Pair
    evidence: str = ""


class QuantityProfile(Rule):
    """A versioned reading of vague quantities; `about` is the tolerance of "about N" as a fraction."""

    name: str
    version: str
    about: float
    family_without_number: int
    phrases: tuple[VaguePhrase, ...]
    shares: tuple[tuple[str, float, float], ...]
