"""A list of others beside the people of a casebook: who may be whom, as proposals with reasons. Nothing is merged.

The list is read once, row by row, and may be long: what the words are worth that a row and a person have in common is summed up first,
and names are laid beside each other only where that, and what else is told, may be enough. The best few rows of each person are kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from civharm.lists.cells import age, day
from civharm.model.ids import stable_id
from civharm.model.incidents import Feature, Incident, score_of
from civharm.model.victims import Person
from civharm.places.layers.records import BadRow, Mistake, Record
from civharm.places.names import bare_key, skeleton_key
from civharm.victims.likeness import Description, features_key, names_reasons, told_reasons
from civharm.victims.names import NameBook, PersonName
from civharm.victims.nearby import Nearby

_DAYS_OF_YEAR = 365.2425
_NAME_PARTS = ("given", "father", "grandfather", "family")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A row of a list of others. Protected; `key` names it in judgements without telling who it is."""

    key: str
    number: int
    id: str
    names: tuple[str, ...]
    age: int | None = None
    sex: str | None = None
    born: date | None = None
    died: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person of the casebook with the incident that they are named in."""

    person: Person
    incident: Incident
    names: tuple[PersonName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMatch:
    """A person and a row that may be one, with what speaks for and against it."""

    known: KnownPerson
    listed: ListedPerson
    score: float
    features: tuple[Feature, ...]


@dataclass(slots=True)
class Matching:
    """What comparing a list gave: proposals, the surest first, and the rows that can't be read."""

    matches: list[ListedMatch] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    rows: int = 0


def known_people(
    incidents: Iterable[Incident], people: Mapping[str, Sequence[Person]], book: NameBook
) -> list[KnownPerson]:
    """The people of these incidents who have a name to compare."""
    found = []
    for incident in incidents:
        for person in people.get(incident.id, ()):
            names = tuple(dict.fromkeys(book.read(told.value) for told in person.names))
            named = tuple(name for name in names if name.words)
            if named:
                found.append(KnownPerson(person=person, incident=incident, names=named))
    return found


def listed_person(record: Record, list_name: str, book: NameBook) -> ListedPerson:
    """What a row says of a person. Raises BadRow."""
    fields = record.fields
    parts = " ".join(filter(None, (fields.get(part, "") for part in _NAME_PARTS)))
    names = tuple(dict.fromkeys(filter(None, (fields.get("name", ""), fields.get("name_ar", ""), parts))))
    if not any(book.read(name).words for name in names):
        raise BadRow("no name", "a row needs a name in one of the name columns")
    identity = fields.get("id") or "|".join(
        (*names, *(fields.get(each, "") for each in ("age", "born", "died", "place")))
    )
    return ListedPerson(
        key=f"list:{stable_id(list_name, identity)}",
        number=record.number,
        id=fields.get("id", ""),
        names=names,
        age=age(fields.get("age", "")),
        sex=_sex(fields.get("sex", ""), book),
        born=day(fields.get("born", ""), "day of birth"),
        died=day(fields.get("died", ""), "day of death"),
        place=fields.get("place", ""),
    )


def match_list(
    records: Iterable[Record | Mistake], known: Sequence[KnownPerson], *, list_name: str, book: NameBook
) -> Matching:
    """The best rows for each person. The order of rows and people is of no matter to what is found."""
    people = _People.of(known, book)
    best: dict[str, list[ListedMatch]] = defaultdict(list)
    matching = Matching()
    by_key: dict[str, ListedPerson] = {}
    for record in records:
        matching.rows += 1
        try:
            row = record if isinstance(record, Mistake) else listed_person(record, list_name, book)
            if isinstance(row, ListedPerson):
                _check_own_id(row, by_key.setdefault(row.key, row))
        except BadRow as error:
            row = error.at(record.number)
        if isinstance(row, Mistake):
            matching.mistakes.append(row)
            continue
        for match in _matches(row, people, book):
            rows = best[match.known.person.id]
            rows.append(match)
            rows.sort(key=_surest_first)
            del rows[book.rules.listed.best :]
    matching.matches = sorted((match for rows in best.values() for match in rows), key=_surest_first)
    return matching


@dataclass(frozen=True, slots=True)
class _People:
    """The people of a casebook as they are compared with each row."""

    known: Sequence[KnownPerson]
    described: Sequence[Description]
    nearby: Nearby

    @classmethod
    def of(cls, known: Sequence[KnownPerson], book: NameBook) -> "_People":
        return cls(known, list(map(_as_known, known)), Nearby([each.names for each in known], book))


def _check_own_id(row: ListedPerson, first: ListedPerson) -> None:
    """A judgement on a row names it by its id: two people under one id would be made one. Raises BadRow."""
    if row.names != first.names:
        raise BadRow(
            f"another name stands under the same id in row {first.number}",
            "give each person an id of their own",
        )


def _least(row: ListedPerson, book: NameBook) -> float:
    """What names must be worth for a proposal, if all else that the row tells agrees."""
    rules = book.rules
    agreeing = (
        rules.age.same * (row.age is not None or row.born is not None),
        rules.sex.same * bool(row.sex),
        rules.died.same * bool(row.died),
        rules.place.same * bool(row.place),
    )
    return rules.listed.propose - rules.listed.prior - sum(agreeing)


def _matches(row: ListedPerson, people: _People, book: NameBook) -> Iterator[ListedMatch]:
    names = tuple(name for name in map(book.read, row.names) if name.words)
    stood: dict[str, _Stood] = {}
    for at, most in people.nearby.worth(names, least=_least(row, book)):
        known = people.known[at]
        if known.incident.id not in stood:
            stood[known.incident.id] = _Stood.of(row, known.incident, names, book)
        match = _match(known, people.described[at], stood[known.incident.id], book, most=most)
        if match is not None:
            yield match


@dataclass(frozen=True, slots=True)
class _Stood:
    """A row beside an incident: as it stood at its time, and what its day and place say."""

    row: ListedPerson
    described: Description
    features: tuple[Feature, ...]

    @classmethod
    def of(
        cls, row: ListedPerson, incident: Incident, names: tuple[PersonName, ...], book: NameBook
    ) -> "_Stood":
        beside = (_death(incident, row, book), _place(incident, row, book))
        features = tuple(feature for feature in beside if feature)
        return cls(row, _as_listed(incident, row, names), features)


def _match(
    known: KnownPerson, mine: Description, stood: _Stood, book: NameBook, *, most: float
) -> ListedMatch | None:
    """The proposal that the two are one. Names come last: what they are worth at most settles most of them."""
    rules, theirs = book.rules.listed, stood.described
    beside = (*told_reasons(mine, theirs, book), *stood.features)
    if rules.prior + most + score_of(beside) < rules.propose:
        return None
    prior = Feature(name="prior", weight=rules.prior, detail="two people, before anything is known")
    found = (prior, *names_reasons(mine.names, theirs.names, book), *beside)
    features = tuple(feature for feature in found if feature.weight)
    if (score := score_of(features)) < rules.propose:
        return None
    return ListedMatch(known=known, listed=stood.row, score=score, features=features)


def _as_known(known: KnownPerson) -> Description:
    return Description(
        id=known.person.id,
        names=known.names,
        ages=tuple(told.value for told in known.person.ages),
        sexes=frozenset(told.value for told in known.person.sexes),
    )


def _as_listed(incident: Incident, row: ListedPerson, names: tuple[PersonName, ...]) -> Description:
    """The row as it stood at the time of the incident."""
    when, listed_age = incident.when, row.age
    if listed_age is None and row.born and when and when.start:
        listed_age = int((when.start - row.born).days / _DAYS_OF_YEAR)
    return Description(
        id=row.key,
        names=names,
        ages=(listed_age,) if listed_age is not None and listed_age >= 0 else (),
        sexes=frozenset([row.sex]) if row.sex else frozenset(),
    )


def _death(incident: Incident, row: ListedPerson, book: NameBook) -> Feature | None:
    """The day of death beside the incident's: a wound may kill later, nobody dies of what is still to come."""
    rules, when = book.rules.died, incident.when
    if row.died is None or when is None or when.start is None or when.end is None:
        return None
    days, near = 0, timedelta(days=rules.near_days)
    if row.died < when.start:
        days = (row.died - when.start).days
    elif row.died > when.end:
        days = (row.died - when.end).days
    weight = rules.apart
    if days == 0:
        weight = rules.same
    elif abs(days) <= near.days:
        weight = rules.near
    elif days < 0:
        weight = rules.before
    elif days <= rules.late_days:
        weight = rules.late
    return Feature(name="day of death", weight=weight, detail=f"{days:+d} days from the incident")


def _place(incident: Incident, row: ListedPerson, book: NameBook) -> Feature | None:
    """One name of a place; that another is told says nothing: lists tell the home as often as the place of death."""
    where = incident.where
    if where is None or not row.place:
        return None
    ours = {key for name in (where.name, where.words, where.within) if name for key in _place_keys(name)}
    is_same = bool(ours & set(_place_keys(row.place)))
    return Feature(name="place", weight=book.rules.place.same, detail="one place") if is_same else None


def _place_keys(name: str) -> Iterator[str]:
    yield bare_key(name)
    if skeleton := skeleton_key(name):
        yield f"={skeleton}"


def _sex(written: str, book: NameBook) -> str | None:
    folded = written.strip().casefold()
    found = (sex for sex, words in book.rules.sexes.items() if folded == sex or folded in words)
    return next(found, None)


def _surest_first(match: ListedMatch) -> tuple[object, ...]:
    return (-match.score, match.known.person.id, match.listed.key, features_key(match.features))
