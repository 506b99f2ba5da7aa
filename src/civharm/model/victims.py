"""Named or described victims: records of their own, protected by default (METHOD R7, R36)."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from civharm.model.casualties import Harm, Status
from civharm.model.incidents import Feature
from civharm.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """A mention: a person whom one claim names among the killed or injured. `age` is in years at the incident."""

    id: str
    claim_id: str
    report_id: str
    name: str
    span: Span
    harm: Harm
    status: Status = Status.UNKNOWN
    age: int | None = None
    sex: str | None = None
    role: str | None = None
    family: str | None = None
    #: What people judged: mentions, and keys of rows in lists of others, that are the same person's, and that are not.
    same_as: tuple[str, ...] = ()
    different_from: tuple[str, ...] = ()


Value = TypeVar("Value", int, str, Harm, Status)


@dataclass(frozen=True, slots=True)
class Told(Generic[Value]):
    """One thing that is told of a person, and the mentions that tell it: more than one is a conflict, kept visible."""

    value: Value
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A victim as all reports of an incident tell of them: mentions that are one person's, each field with its mentions.

    `id` is that of the least mention: whatever names a mention names the person. `family` numbers those of the incident who
    bear one family name. Protected: names are never in a default output.
    """

    id: str
    mentions: tuple[str, ...]
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    names: tuple[Told[str], ...]
    harms: tuple[Told[Harm], ...]
    statuses: tuple[Told[Status], ...] = ()
    ages: tuple[Told[int], ...] = ()
    sexes: tuple[Told[str], ...] = ()
    roles: tuple[Told[str], ...] = ()
    families: tuple[Told[str], ...] = ()
    family: int | None = None
    #: By the ages told (T9); None where none is told, or those told don't agree on it.
    is_child: bool | None = None
    #: False for words that may be no name: nobody is counted for them.
    is_surely_named: bool = True

    @property
    def harm(self) -> Harm:
        """The gravest that is told: who was wounded and died later is killed (T8)."""
        return min((told.value for told in self.harms), key=_GRAVEST.index)

    @property
    def sex(self) -> str | None:
        """The sex, None where none or more than one is told."""
        return self.sexes[0].value if len(self.sexes) == 1 else None

    @property
    def conflicts(self) -> tuple[str, ...]:
        """What is told in more than one way; another spelling and another harm are no conflict."""
        told = {"age": self.ages, "sex": self.sexes, "role": self.roles, "status": self.statuses}
        return tuple(field for field, values in told.items() if len(values) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPair:
    """Two people who may be one, for a person to judge; each is named by a mention, or by a key in a list of others."""

    left: str
    right: str
    score: float
    features: tuple[Feature, ...]


_GRAVEST = (Harm.KILLED, Harm.KILLED_OR_INJURED, Harm.MISSING, Harm.INJURED, Harm.DETAINED)
