"""How the pages word numbers, times and places: unknown is said, never shown as 0."""

from collections.abc import Iterable
from datetime import date

from django.utils.dateformat import format as day_format
from django.utils.translation import get_language_bidi, get_language_info, ngettext
from django.utils.translation import gettext as _

from civharm.model.casualties import Count, Harm, Open, Status
from civharm.model.claims import Claim
from civharm.model.places import Place
from civharm.model.times import TimePrecision, When
from civharm.web.naming import place_name, town_name
from civharm.web.terms import term_words


def range_words(low: int | None, high: int | None) -> str:
    """Minimum and maximum: `3–5`, `3`, `up to 5`, `at least 3`, `unknown`."""
    if low is None and high is None:
        return _("unknown")
    if low is None:
        return _("up to %(high)s") % {"high": f"{high:,}"}
    if high is None:
        return _("at least %(low)s") % {"low": f"{low:,}"}
    return f"{low:,}" if low == high else between(f"{low:,}", f"{high:,}")


def between(low: str, high: str) -> str:
    """From one to the other, in an order that no direction of writing turns round: in Arabic it is told in words."""
    return range_pattern() % {"low": low, "high": high}


def left_to_right(words: str) -> str:
    """Words such as a day and a time in digits, which stay in their order among words from right to left."""
    return f"\u2066{words}\u2069" if words and get_language_bidi() else words


def range_pattern() -> str:
    """How a range is written in the language of the pages; scripts that write ranges get it from the page."""
    # Translators: a minimum and a maximum; write words between them where the reader might take one for the other.
    return _("%(low)s–%(high)s")


def count_words(count: Count) -> str:
    """A count as its range, with the side on which it is open."""
    words = range_words(count.min, count.max)
    if count.open is Open.ABOVE and count.min is not None:
        return _("%(range)s or more") % {"range": words}
    return words


def day_words(day: date) -> str:
    return in_words(day, "j F Y")


def in_words(day: date, form: str) -> str:
    """A day in a form of Django's date formats, its month in the language of the pages."""
    written: str = day_format(day, form)
    return written


def language_words(code: str | None) -> str:
    """A language by its name, where it has one here: `English`."""
    if not code:
        return "–"
    try:
        name: str = get_language_info(code)["name_translated"]
    except KeyError:
        return code
    return name


def listed(words: Iterable[str]) -> str:
    """Words one after the other, as the language of the pages lists them."""
    return _(", ").join(words)


def when_words(when: When | None) -> str:
    """The interval as people write it: `17 March 2017`, `March 2017`, `2014`, `undated`."""
    if when is None or (when.start is None and when.end is None):
        return _("undated")
    if when.start is None or when.end is None:
        return _open_interval(when.start, when.end)
    if when.start == when.end:
        return day_words(when.start)
    if when.precision is TimePrecision.YEAR and when.start.year == when.end.year:
        return str(when.start.year)
    if when.precision is TimePrecision.MONTH and when.start.month == when.end.month:
        return (
            in_words(when.start, "F Y")
            if _is_whole_month(when.start, when.end)
            else _days(when.start, when.end)
        )
    return _days(when.start, when.end)


def _open_interval(start: date | None, end: date | None) -> str:
    if start:
        return _("from %(day)s") % {"day": day_words(start)}
    return _("until %(day)s") % {"day": day_words(end)} if end else _("undated")


def _is_whole_month(start: date, end: date) -> bool:
    return start.day == 1 and end.day >= 28 and (start.year, start.month) == (end.year, end.month)


def _days(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return between(str(start.day), in_words(end, "j F Y"))
    first = in_words(start, "j F") if start.year == end.year else day_words(start)
    # Translators: two days, each with its month.
    return _("%(first)s – %(last)s") % {"first": first, "last": day_words(end)}


def place_words(place: Place | None) -> str:
    """The place's name with the town that it lies in."""
    if place is None:
        return _("unplaced")
    point = None if place.lat is None or place.lon is None else (place.lat, place.lon)
    name = place_name(place.name or place.words, point if place.id else None)
    within = town_name(place.within, point) if place.within else None
    return listed((name, within)) if within and within != name else name


def metres_words(metres: int | None) -> str:
    if metres is None:
        return _("unknown radius")
    if metres < 1000:
        return _("within %(distance)s m") % {"distance": metres}
    return _("within %(distance)s km") % {"distance": f"{metres / 1000:.3g}"}


def casualty_words(claim: Claim) -> str:
    """The counts of a claim in one line: `12–24 civilians killed, 3 children injured`."""
    parts = []
    for casualties in claim.casualties:
        words = {
            "count": count_words(casualties.count),
            "people": people_words(casualties.status, casualties.group, count=casualties.count.max),
            "harm": term_words(casualties.harm),
        }
        parts.append(_("%(count)s %(people)s %(harm)s") % words)
    return listed(parts)


def harmed_words(harm: Harm, status: Status, group: str = "all") -> str:
    """Whom a toll counts and what befell them, without a number: `civilians killed`."""
    return _("%(people)s %(harm)s") % {"people": people_words(status, group), "harm": term_words(harm)}


def people_words(status: Status, group: str = "all", *, count: int | None = None) -> str:
    """Whom a count counts: a named group, else people of the status."""
    if group != "all":
        return term_words(group)
    many = 2 if count is None else count
    people = {
        Status.CIVILIAN: ngettext("civilian", "civilians", many),
        Status.COMBATANT: ngettext("combatant", "combatants", many),
        Status.UNKNOWN: ngettext("person of unknown status", "people of unknown status", many),
    }
    return people[status]


def is_web_address(words: str | None) -> bool:
    """True where a browser may follow it: a link of another scheme could run something."""
    return bool(words) and str(words).startswith(("https://", "http://"))


def in_cell(words: str) -> str:
    """Words on one line of Markdown, where a bar would end a table's cell and a bracket begin markup."""
    line = " ".join(str(words).split())
    return "".join(f"\\{sign}" if sign in r"\`*_[]<>|#" else sign for sign in line)
