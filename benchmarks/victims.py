"""Matching a long list of others: the pace against only reading it and folding its names, memory, and who is found.

Bare is what nobody can do without: the rows by the csv module, each name folded. Names are made up: common given names come often, as
they do; a part of the list is people of the casebook under other spellings, with words of the chain left out.

`python -m benchmarks.victims [--rows N] [--people N]`
"""

import argparse
import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from civharm.lists.table import columns_of, rows_of
from civharm.model.casualties import Harm
from civharm.model.incidents import Incident
from civharm.model.spans import Span
from civharm.model.times import When
from civharm.model.victims import Person, Victim
from civharm.places.names import plain_key
from civharm.victims.listed import Matching, known_people, match_list
from civharm.victims.names import name_book
from civharm.victims.roster import roster_of

MOST_RATIO, MEMORY_MB = 30.0, 400
LEAST_FOUND = 0.9
DAY = date(2017, 3, 17)
#: The share of words of a chain that are one of the names below.
_COMMON = 0.6
#: Latin spelling, another one, Arabic; how often for each of ten the name comes.
_GIVEN = (
    ("Muhammad", "Mohamed", "محمد", 9), ("Ahmad", "Ahmed", "أحمد", 6), ("Ali", "Aly", "علي", 4), ("Omar", "Umar", "عمر", 3),
    ("Khalid", "Khaled", "خالد", 3), ("Fatima", "Fatmeh", "فاطمة", 3), ("Yousef", "Yusuf", "يوسف", 2), ("Hala", "Halla", "هالة", 1),
    ("Tariq", "Tareq", "طارق", 1), ("Samir", "Sameer", "سمير", 1), ("Rami", "Ramy", "رامي", 1), ("Zaynab", "Zeinab", "زينب", 2),
)  # fmt: skip
_FIRST = (("Bar", "بر"), ("Qan", "قن"), ("Shah", "شه"), ("Dar", "در"), ("Mar", "مر"), ("Sab", "صب"), ("Kar", "كر"), ("Nas", "نص"))  # fmt: skip
_SECOND = (
    ("ak", "ك"),
    ("dil", "ديل"),
    ("bagh", "باغ"),
    ("wish", "ويش"),
    ("mud", "مود"),
    ("rash", "راش"),
    ("zum", "زوم"),
)
_LAST = (("at", "ات"), ("i", "ي"), ("an", "ان"), ("un", "ون"), ("awi", "اوي"), ("ani", "اني"))


@dataclass(frozen=True)
class Invented:
    """A person: given, father's, grandfather's and family name, each in three spellings; age."""

    chain: tuple[tuple[str, str, str], ...]
    age: int

    def written(self, spelling: int, *left_out: int) -> str:
        return " ".join(word[spelling] for at, word in enumerate(self.chain) if at not in left_out)


def main() -> int:
    """Exit status 1 if a goal is missed."""
    parser = argparse.ArgumentParser(prog="benchmarks.victims", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the list")
    parser.add_argument("--people", type=int, default=2_000, help="people of the casebook")
    options = parser.parse_args()
    people = list(_people(options.rows, seed=7))
    own = people[: options.people]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        _write(path, people)
        return _measure(path, own, options.rows)


def _measure(path: Path, own: Sequence[Invented], rows: int) -> int:
    bare = _bare(path)
    began = time.process_time()
    found = _matched(path, own)
    seconds = time.process_time() - began
    right, wrong = _scored(found)
    ratio, megabytes = seconds / bare, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows:,} rows, {len(own):,} people of the casebook")
    print(f"bare, reading and folding:  {bare:6.1f} s")
    print(
        f"civharm victims match:      {seconds:6.1f} s, {rows / seconds:,.0f} rows a second: {ratio:.1f} times as long"
    )
    print(
        f"first proposals that are right: {right:,} of {len(own):,}; first proposals that are wrong: {wrong:,}"
    )
    print(f"memory: {megabytes:.0f} MB at most")
    print(f"(goals: at most {MOST_RATIO:.0f} times as long, {MEMORY_MB} MB, {LEAST_FOUND:.0%} found)")
    return int(ratio > MOST_RATIO or megabytes > MEMORY_MB or right < LEAST_FOUND * len(own))


def _people(count: int, *, seed: int) -> Iterator[Invented]:
    chance = random.Random(seed)
    weights = [often for *_, often in _GIVEN]
    for _ in range(count):
        given = [
            chance.choices(_GIVEN, weights)[0] if chance.random() < _COMMON else _rare(chance)
            for _ in range(3)
        ]
        parts = [chance.choice(part) for part in (_FIRST, _SECOND, _LAST)]
        latin, arabic = ("".join(part[script] for part in parts) for script in (0, 1))
        family = (latin, f"al-{latin}", f"ال{arabic}")
        yield Invented((*((one, two, three) for one, two, three, _ in given), family), chance.randint(0, 90))


def _rare(chance: random.Random) -> tuple[str, str, str, int]:
    (first, arabic), (second, rest) = chance.choice(_FIRST), chance.choice(_SECOND)
    (third, end) = chance.choice(_LAST)
    return f"{first}{second}{third}", f"{first}{second}{second[-1]}{third}", f"{arabic}{rest}{end}", 1


def _write(path: Path, people: Sequence[Invented]) -> None:
    with path.open("w", encoding="utf-8", newline="") as to:
        rows = csv.writer(to)
        rows.writerow(("id", "name", "name_ar", "age", "date_of_death"))
        for number, person in enumerate(people):
            rows.writerow((number, person.written(0), person.written(2), person.age, DAY))


def _bare(path: Path) -> float:
    began = time.process_time()
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            plain_key(row["name"])
            plain_key(row["name_ar"])
    return time.process_time() - began


def _matched(path: Path, own: Sequence[Invented]) -> Matching:
    """Each person of the casebook is told by one report, under another spelling and without a part of the name."""
    book = name_book()
    incident = Incident(id="i", code="", when=When.on(DAY), where=None, links=(), reports=(), clusters=())
    people: list[Person] = []
    for number, person in enumerate(own):
        mention = Victim(
            id=f"{number:020}",
            claim_id="c",
            report_id=f"r{number}",
            name=person.written(1 + number % 2, 2),
            span=Span(0, 1),
            harm=Harm.KILLED,
            age=person.age,
        )
        people += roster_of([mention]).people
    known = known_people([incident], {"i": people}, book)
    return match_list(rows_of(path, columns_of(book.rules.columns)), known, list_name="list", book=book)


def _scored(found: Matching) -> tuple[int, int]:
    """How many people are proposed as the row that they are, or as somebody else, in their first proposal."""
    first: dict[str, str] = {}
    for match in found.matches:
        first.setdefault(match.known.person.id, match.listed.id)
    right = sum(int(person) == int(row) for person, row in first.items())
    return right, len(first) - right


if __name__ == "__main__":
    sys.exit(main())
