"""`civharm victims`: who is named in an incident, who may be one person, and who may be on a list of others.

Names are withheld unless a person asks for them, which a casebook logs.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, ProtectedOption, ReadFormat, current_casebook, utc_now
from civharm.cli.matching import ListFile, MappingOption, OutOption, report_rows, written_to
from civharm.model.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from civharm.cli.shown import Shown
    from civharm.model.consent import Consent
    from civharm.model.incidents import Incident
    from civharm.model.victims import Person, PersonPair

app = typer.Typer(
    help="Victims: list those of an incident, list who may be one person, match a list of others.",
    no_args_is_help=True,
)

_HEADINGS = ("id", "who", "conflicts", "reports", "consent")


@app.command("list")
def list_victims(
    incident: Annotated[str, typer.Argument(help="The incident's id or code; its beginning will do.")],
    casebook: CasebookOption = None,
    output: Annotated[ReadFormat, typer.Option("--format", help="How to print.")] = ReadFormat.TABLE,
    show_protected: ProtectedOption = False,
) -> None:
    """List the people whom an incident's reports name, each once, with what is told of them."""
    from civharm.cli.printing import print_lines, print_table
    from civharm.cli.shown import people_of, shown_in
    from civharm.model.consent import consents
    from civharm.publication.people import by_harm, person_line, person_words

    store = current_casebook(casebook)
    from civharm.casebook.review import in_force  # needs Django, which opening a casebook sets up

    shown = shown_in(store, is_protected_shown=show_protected)
    roster = people_of(shown)[_incident(shown, incident).id]
    people = by_harm(roster.people)
    if output is ReadFormat.JSONL:
        print_lines(
            {"type": "person", **person_line(each, is_protected_shown=show_protected)} for each in people
        )
        return
    if not people:
        print("nobody is named")
        return
    headings = (*_HEADINGS, *(["names"] if show_protected else []))
    held = consents(in_force(store.decisions()))
    rows = (
        (each.id, person_words(each), ", ".join(each.conflicts), " ".join(each.reports), _agreed(each, held))
        + ((" / ".join(told.value for told in each.names),) if show_protected else ())
        for each in people
    )
    print_table(headings, rows)
    _say_doubtful(roster.doubtful)


@app.command()
def doubtful(
    casebook: CasebookOption = None,
    across: Annotated[
        bool, typer.Option("--across", help="People of different incidents, who are never joined by machine.")
    ] = False,
) -> None:
    """List pairs of people who may be one: `civharm decide same-person` or `different-person` judges them."""
    from civharm.cli.printing import print_table
    from civharm.cli.shown import people_of, shown_in
    from civharm.publication.matches import reason_words
    from civharm.victims.across import across_incidents

    shown = shown_in(current_casebook(casebook), is_protected_shown=False)
    rosters = people_of(shown)
    pairs = [pair for roster in rosters.values() for pair in roster.doubtful]
    if across:
        pairs = across_incidents(shown.incidents, rosters, shown.victims)
    if not pairs:
        print("nobody who may be somebody else")
        return
    rows = ((pair.left, pair.right, f"{pair.score:.1f}", reason_words(pair.features)) for pair in pairs)
    print_table(("one", "other", "score", "reasons"), rows)


@app.command()
def match(  # noqa: PLR0913 - a command's options are its parameters
    file: ListFile,
    casebook: CasebookOption = None,
    mapping: MappingOption = None,
    output: OutOption = None,
    list_name: Annotated[
        str | None,
        typer.Option("--list", help="The list's name, which its rows keep in decisions; unset, the file's."),
    ] = None,
    show_protected: ProtectedOption = False,
) -> None:
    """Propose who on a list of others is a victim of the casebook. Nothing is merged, and no row of the list is kept."""
    from civharm.cli.shown import people_of, shown_in
    from civharm.lists.table import columns_of, rows_of
    from civharm.publication.matches import write_person_matches
    from civharm.victims.judged import Judged
    from civharm.victims.listed import known_people, match_list
    from civharm.victims.names import name_book

    shown = shown_in(current_casebook(casebook), is_protected_shown=show_protected)
    book = name_book()
    rows = rows_of(file, columns_of(book.rules.columns, mapping or ()))
    rosters = people_of(shown)
    people = {incident_id: roster.people for incident_id, roster in rosters.items()}
    known = known_people(shown.incidents, people, book)
    found = match_list(rows, known, list_name=list_name or file.stem, book=book)
    judged = Judged.of(shown.victims)
    with written_to(output, file=file) as to:
        write_person_matches(found.matches, judged, to, is_protected_shown=show_protected)
    report_rows(file, found.mistakes, rows=found.rows, proposals=len(found.matches))


def _agreed(person: "Person", held: "Iterable[Consent]") -> str:
    """What is known of the person's consent, for each purpose that anybody asked for."""
    from civharm.model.consent import answers_on

    answers = answers_on(person.mentions, held, utc_now().date())
    return ", ".join(f"{purpose} {answer}" for purpose, answer in answers if answer) or "unknown"


def _incident(shown: "Shown", wanted: str) -> "Incident":
    from civharm.cli.showing import find_shown

    kind, found = find_shown(shown, wanted)
    if kind != "incident":
        raise NotFound(f"{wanted} is a {kind}: name an incident, `civharm incidents` lists them")
    return next(each for each in shown.incidents if each.id == found)


def _say_doubtful(pairs: "tuple[PersonPair, ...]") -> None:
    from civharm.cli.printing import say

    if pairs:
        say(
            f"civharm: note: {len(pairs)} of these pairs may be one person: `civharm victims doubtful` lists them"
        )
