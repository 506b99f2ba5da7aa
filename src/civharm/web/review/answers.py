"""What a person wrote into the form of a claim, field by field, with what is wrong in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

Posted = Mapping[str, str]
#: The rule of what a person wrote.
HAND = "hand"


@dataclass(kw_only=True)
class Answers:
    """The filled fields by name; `before` is what the form showed. What is wrong goes into `errors`, by field."""

    posted: Posted
    before: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def said(self, name: str) -> str:
        """A field without the blanks around it; "" where it is empty or not there."""
        return self.posted.get(name, "").strip()

    def is_touched(self, *names: str) -> bool:
        """True if any of the fields is not as the form showed it."""
        return any(
            name in self.posted and self.said(name) != self.before.get(name, "").strip() for name in names
        )

    def day(self, name: str) -> date | None:
        """A day; None where the field is empty, or wrong."""
        said = self.said(name)
        try:
            return date.fromisoformat(said) if said else None
        except ValueError:
            self.errors[name] = _("write the day as year-month-day, such as 2017-03-17")
            return None

    def people(self, name: str) -> int | None:
        """A whole number; None where the field is empty, or wrong: unknown is never 0."""
        said = self.said(name)
        if said and not (said.isascii() and said.isdigit()):
            self.errors[name] = _("write a whole number, or leave it empty where it is unknown")
            return None
        return int(said) if said else None

    def range_of_people(self, names: Sequence[str]) -> tuple[int | None, int | None]:
        """The minimum and the maximum of two fields."""
        low, high = map(self.people, names)
        if low is not None and high is not None and low > high:
            self.errors[names[1]] = _("the maximum is below the minimum")
        return low, high

    def share(self, name: str) -> float | None:
        """A part of a whole from 0 to 1, written in per cent; None where the field is empty, or wrong."""
        said = self.said(name)
        try:
            part = float(said.replace(",", ".")) if said else None
        except ValueError:
            part = -1
        if part is not None and not 0 <= part <= 100:
            self.errors[name] = _("write a number from 0 to 100, or leave it empty where it is unknown")
            return None
        return None if part is None else round(part / 100, 4)
