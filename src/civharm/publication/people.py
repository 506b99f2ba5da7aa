"""People of an incident as they may be shown: by default without names, and of the living without exact ages and families.

What hides them is not a search for their names but that no field holds one (METHOD R29, R33, R36).
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from civharm.model.casualties import Harm
from civharm.model.victims import Person
from civharm.publication.lines import Line, to_plain

_AGE_GROUPS = {True: "child", False: "adult", None: None}
_SHOWN = (
    "id", "harm", "family", "names", "harms", "statuses", "ages", "sexes", "roles", "families",
    "conflicts", "is_surely_named", "mentions", "claims", "reports",
)  # fmt: skip


def withheld(person: Person) -> Person:
    """The person without names; of who is not told to be dead, without exact ages, role and family too (R36)."""
    hidden = replace(person, names=(), families=(), roles=())
    if person.harm is Harm.KILLED:
        return hidden
    return replace(hidden, ages=(), family=None)


def age_group(person: Person) -> str | None:
    """Child or adult, None where that is not known."""
    return _AGE_GROUPS[person.is_child]


def person_line(person: Person, *, is_protected_shown: bool) -> Line:
    """A person as a line of the output contract, each thing told with the mentions that tell it."""
    shown = person if is_protected_shown else withheld(person)
    plain = {**to_plain(Person, shown), "harm": person.harm.value, "conflicts": list(person.conflicts)}
    fields: dict[str, Any] = {key: plain[key] for key in _SHOWN}
    return {**fields, "age_group": age_group(person), "masked": not is_protected_shown}


def person_words(person: Person) -> str:
    """A person in a few words, without a name: "killed, child, female, family 2, in 3 reports"."""
    reports = len(person.reports)
    words = [
        person.harm.value.replace("_", " "),
        age_group(person),
        person.sex,
        f"family {person.family}" if person.family and person.harm is Harm.KILLED else None,
        f"in {reports} report{'s' if reports != 1 else ''}",
        *(f"{field} told otherwise" for field in person.conflicts),
        None if person.is_surely_named else "perhaps no name",
    ]
    return ", ".join(word for word in words if word)


def by_harm(people: Iterable[Person]) -> list[Person]:
    """The killed first, then by family, so that those who belong together stand together."""
    order = list(Harm)
    return sorted(people, key=lambda each: (order.index(each.harm), each.family or 0, each.id))
