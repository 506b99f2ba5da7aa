"""The typed form of rules/linkage.yml."""

from functools import lru_cache

from pydantic import Field, field_validator

from civharm.codebook import Codebook, Rule, default_codebook
from civharm.incidents.copies import CopyLimits
from civharm.incidents.words import fold
from civharm.model.places import PlacePrecision

#: No two texts are so much alike.
_NEVER = 2.0


class TimeWeights(Rule):
    """By how the two times lie to each other."""

    same_day: float
    within_week: float
    within_month: float
    loosely: float
    day_apart: float
    apart: float
    published_after: tuple[float, ...]
    published_later: float
    unknown: float
    same_date_said: float
    other_date_said: float
    same_weekday: float
    other_weekday: float
    looked_back_on: float


class PlaceWeights(Rule):
    """By how the two places lie to each other."""

    same: dict[PlacePrecision, float]
    inside: float
    near: float
    beside: float
    aside: float
    far: float
    misread: float


class SameToll(Rule):
    """What an equal number is worth: a large one is a rarer coincidence."""

    from_: int = Field(alias="from")
    same: float


class AgeWeights(Rule):
    """By the ages of the dead; that they differ tells something where at most `few` died."""

    same: float
    differs: float
    few: int


class EventWeights(Rule):
    """By the kind of attack; a vague word contradicts no other."""

    same: float
    differs: float
    vague: tuple[str, ...]


class PartyWeights(Rule):
    """By the attackers named: rivals are common for one incident."""

    same: float
    differs: float


class LikeTexts(Rule):
    """What texts are worth that are so much alike (cosine by rare words)."""

    from_: float = Field(alias="from")
    weight: float


class FewTexts(Rule):
    """Below so many texts words in common are worth this at most."""

    fewest: int
    most: float


class OnADay(Rule):
    """When a short post without place and time is compared with the events of its day: see `placeless`."""

    alike: float
    most_words: int


class IncidentLimits(Rule):
    """What an incident needs at least, below which it is a lead (METHOD R6)."""

    longest_days: int
    coarsest_place: PlacePrecision
    follow_up_days: int
    follow_up_score: float


class WhereaboutsWeights(Rule):
    """What speaks for a place of an incident: see `whereabouts`."""

    named: float
    inside: float
    contradicted: float
    often: float
    rung: float


class CopyShares(Rule):
    """See `copies.CopyLimits`."""

    common: float
    contained: float


class LinkageRules(Rule):
    """All of linkage.yml."""

    version: str
    prior: float
    join: float
    doubt: float
    veto: float
    time: TimeWeights
    place: PlaceWeights
    toll: tuple[SameToll, ...]
    toll_overlap: float
    toll_differs: float
    toll_contradicts: float
    toll_factor: float
    injured_share: float
    ages: AgeWeights
    event: EventWeights
    parties: PartyWeights
    names: float
    speaker: float
    texts: tuple[LikeTexts, ...]
    few_texts: FewTexts
    same_text: float
    records: float
    worth_comparing: float
    on_a_day: OnADay
    incident: IncidentLimits
    whereabouts: WhereaboutsWeights
    copies: CopyShares
    undescribed: frozenset[str]

    @field_validator("undescribed")
    @classmethod
    def _folded(cls, words: frozenset[str]) -> frozenset[str]:
        return frozenset(map(fold, words))

    def by_words_of(self, texts: int) -> "LinkageRules":
        """The rules where words were counted in so many texts: in few, every word is rare, and sharing some tells nothing."""
        if texts >= self.few_texts.fewest:
            return self
        most = self.few_texts.most
        steps = (step.model_copy(update={"weight": min(step.weight, most)}) for step in self.texts)
        nothing = self.on_a_day.model_copy(update={"alike": _NEVER})
        return self.model_copy(update={"texts": tuple(steps), "on_a_day": nothing})

    @property
    def copy_limits(self) -> CopyLimits:
        """The limits in the form that `copies` wants."""
        return CopyLimits(common=self.copies.common, contained=self.copies.contained)


@lru_cache(maxsize=4)
def linkage_rules(codebook: Codebook | None = None) -> LinkageRules:
    """The rules of a codebook, the shipped one by default. Raises InvalidCodebook."""
    return (codebook or default_codebook()).rules("linkage", LinkageRules)
