"""The parts of Explore that a page has by the hundred: cells of the table, values of a field, bars of the timeline.

They are made here, each in one go: a template would take most of the time of the page for them.
"""

from collections.abc import Callable, Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from civharm.web.explore.columns import Column
from civharm.web.explore.facets import Choice, Facet
from civharm.web.explore.lines import Row
from civharm.web.explore.timeline import Bar
from civharm.web.pages.parts import GradeMark

#: The address of an incident's page, by its id.
AddressOf = Callable[[str], str]
NOTHING = SafeString("")


def table_row(row: Row, columns: Sequence[Column], address_of: AddressOf) -> SafeString:
    """A row of the table of incidents."""
    cells = (
        _title(row, address_of(row.id)) if column.name == "title" else _CELLS[column.name](row)
        for column in columns
    )
    return format_html('<tr data-incident="{}">{}</tr>', row.id, SafeString("".join(cells)))


def _title(row: Row, address: str) -> SafeString:
    lead = _tag(_("lead")) if row.is_lead else NOTHING
    disagreement = _tag(_("disagreement")) if row.has_disagreement else NOTHING
    return format_html(
        '<th scope="row"><a href="{}"><bdi>{}</bdi></a> <span class="code">{}</span>{}{}</th>',
        address, row.title, row.code, lead, disagreement,
    )  # fmt: skip


def _tag(words: str) -> SafeString:
    return format_html(' <span class="tag">{}</span>', words)


def _plain(words: object) -> SafeString:
    return format_html("<td>{}</td>", words)


def _number(words: object) -> SafeString:
    return format_html('<td class="num">{}</td>', words)


def _parties(row: Row) -> SafeString:
    if not row.parties:
        return format_html('<td><span class="muted">{}</span></td>', _("not named"))
    return format_html(
        "<td>{}</td>", format_html_join(", ", "<bdi>{}</bdi>", ((name,) for name in row.parties))
    )


def _grade(row: Row) -> SafeString:
    machine = NOTHING
    if row.proposed:
        machine = format_html(' <small class="muted">{} {}</small>', _("machine:"), row.proposed)
    return format_html("<td>{}{}</td>", grade(row.grade), machine)


def grade(mark: GradeMark) -> SafeString:
    """A grade as `parts/grade.html` writes it."""
    signed = NOTHING
    if mark.is_signed or mark.grading:
        signed = format_html(" <small>{}</small>", _("signed") if mark.is_signed else _("proposed"))
    return format_html(
        '<span class="grade grade-{}{}">{}{}</span>',
        mark.slug, " is-signed" if mark.is_signed else "", mark.words, signed,
    )  # fmt: skip


_CELLS: Mapping[str, Callable[[Row], SafeString]] = {
    "when": lambda row: format_html('<td class="when"><bdi>{}</bdi></td>', row.when),
    "killed": lambda row: format_html('<td class="num strong">{}</td>', row.killed),
    "injured": lambda row: _number(row.injured),
    "militants": lambda row: _number(row.militants),
    "grade": _grade,
    "strike": lambda row: _plain(row.strike),
    "parties": _parties,
    "clusters": lambda row: _number("?" if row.clusters is None else row.clusters),
    "reports": lambda row: _number(row.reports),
    "event": lambda row: _plain(row.event),
    "country": lambda row: _plain(row.country),
    "precision": lambda row: _plain(row.precision),
    "code": lambda row: format_html('<td class="code">{}</td>', row.code),
    "changed": lambda row: format_html('<td class="when">{}</td>', row.changed),
}


def choices(facet: Facet, shown: Sequence[Choice]) -> SafeString:
    """Values of a field to be ticked, with how many incidents have each."""
    return SafeString("".join(_choice(facet.name, each) for each in shown))


def _choice(name: str, choice: Choice) -> SafeString:
    dot = format_html('<span class="dot grade-{}"></span>', choice.value) if name == "grade" else NOTHING
    return format_html(
        '<label class="check facet-choice"><input type="checkbox" name="{}" value="{}" id="facet-{}-{}"{}>{}<bdi>{}</bdi> '
        '<span class="count">{}</span></label>',
        name, choice.value, name, choice.mark, SafeString(" checked" if choice.is_on else ""), dot, choice.words,
        "–" if choice.count is None else choice.count,
    )  # fmt: skip


def bars(drawn: Sequence[Bar]) -> SafeString:
    """The bars of the timeline."""
    return format_html_join(
        "",
        '<rect class="step{}" x="{}" y="{}" width="{}" height="{}" data-first="{}" data-last="{}"><title>{}</title></rect>',
        (
            (
                "" if bar.is_within else " is-outside", str(bar.x), str(bar.y), str(bar.width), str(bar.height),
                bar.first.isoformat(), bar.last.isoformat(), bar.label,
            )
            for bar in drawn
        ),
    )  # fmt: skip
