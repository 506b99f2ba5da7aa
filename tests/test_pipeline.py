"""The whole way with a small reader of its own: what is kept, what is said, what stays as it is."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from civharm.casebook.memory import MemoryStore
from civharm.model.casualties import Casualties, Count, Harm, Status
from civharm.model.claims import Claim, ClaimKind, Origin, claim_id
from civharm.model.errors import NoAnswer
from civharm.model.issues import Issue
from civharm.model.ports import Reader, Reading, SecondReader
from civharm.model.reports import Report
from civharm.model.spans import Quote, Span
from civharm.model.victims import Victim
from civharm.pipeline import InputRead, Terms, read_inputs, refresh
from civharm.reading import ReadingJob, read_or_say
from civharm.reports.inputs import find_inputs

AT = datetime(2017, 4, 1, tzinfo=UTC)


@dataclass
class CountingReader:
    """Takes "N killed" for a harm claim, and remembers which texts it saw."""

    name: str = "counting"
    version: str = "1"
    languages: frozenset[str] = frozenset({"en"})
    seen: list[str] = field(default_factory=list)
    shift: int = 0

    def read(self, report: Report, text: str) -> Reading:
        self.seen.append(text)
        claims = tuple(self._claims(report, text))
        victims = [
            Victim(id="v", claim_id=c.id, report_id=report.id, name="Ada", span=c.span, harm=Harm.KILLED)
            for c in claims
        ]
        return Reading(claims=claims, victims=tuple(victims))

    def _claims(self, report: Report, text: str) -> Iterable[Claim]:
        for match in re.finditer(r"(\d+) killed", text):
            span = Span(match.start() + self.shift, match.end() + self.shift)
            number = int(match[1])
            yield Claim(
                id=claim_id(report_sha256=report.sha256, kind=ClaimKind.HARM, words=match[0], ordinal=0),
                report_id=report.id,
                kind=ClaimKind.HARM,
                language="en",
                span=span,
                quote=Quote(exact=match[0]),
                origin=Origin(by="machine", name=self.name, version=self.version),
                casualties=(
                    Casualties(harm=Harm.KILLED, status=Status.CIVILIAN, count=Count(min=number, max=number)),
                ),
            )


class StumblingReader(CountingReader):
    """Falls over one word, as a reader with a fault would."""

    def read(self, report: Report, text: str) -> Reading:
        if "thirteen" in text:
            raise ValueError("thirteen")
        return super().read(report, text)


@dataclass
class DoubtingReader:
    """Claims the word "market" as harm to 900 people; `fault` is raised instead."""

    name: str = "doubting"
    version: str = "1"
    languages: frozenset[str] = frozenset({"en"})
    fault: Exception | None = None
    firsts: list[Reading] = field(default_factory=list)

    def read_again(self, report: Report, text: str, first: Reading) -> Reading:
        self.firsts.append(first)
        if self.fault:
            raise self.fault
        claims = CountingReader(name=self.name)._claims(report, text.replace("market", "900 killed"))
        doubtful = (self._of_market(claim, text) for claim in claims if claim.quote.exact == "900 killed")
        return Reading(claims=tuple(doubtful))

    def _of_market(self, claim: Claim, text: str) -> Claim:
        at = text.index("market")
        return replace(
            claim, span=Span(at, at + 6), quote=Quote(exact="market"), needs_review=True, confidence=0.2
        )


def run(
    store: MemoryStore,
    *paths: Path,
    reader: Reader | None = None,
    published: date | None = None,
    second: SecondReader | None = None,
) -> list[InputRead]:
    reader = reader or CountingReader()
    readers = {language: reader for language in reader.languages}
    terms = Terms(reader_for=readers.get, clock=lambda: AT, published=published, second=second)
    return list(read_inputs(find_inputs(map(str, paths)), store, terms))


ENGLISH = "The mayor said that there were 5 killed in the market on Monday and that it was over.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(" date 2017-03-07 A A\n\n" + ENGLISH)
    (tmp_path / "b.txt").write_text(ENGLISH.replace("5", "thirteen and 7"))
    (tmp_path / "c.txt").write_text("Le maire a dit que cinq personnes sont mortes au marché lundi.")
    (tmp_path / "d.txt").write_bytes(b"")
    return tmp_path


def codes(results: list[InputRead]) -> list[tuple[str, bool]]:
    return [(issue.code, issue.is_failure) for result in results for issue in result.issues]


def test_each_input_is_read_and_what_fails_costs_itself(folder: Path):
    store = MemoryStore()
    results = run(store, folder)
    assert codes(results) == [("no-reader", False), ("empty", True)]
    assert [len(result.read) for result in results] == [1, 1, 1, 0]
    assert [claim.quote.exact for claim in store.claims()] == ["5 killed", "7 killed"]


def test_a_reader_that_falls_over_costs_one_report_which_is_kept(folder: Path):
    store = MemoryStore()
    results = run(store, folder, reader=StumblingReader())
    assert ("stage-failed", True) in codes(results)
    assert [claim.quote.exact for claim in store.claims()] == ["5 killed"]
    assert len(store.reports()) == 3


def test_reading_the_same_again_changes_nothing_and_says_so(folder: Path):
    store, reader = MemoryStore(), CountingReader()
    run(store, folder, reader=reader)
    refresh(store)
    before = (store.reports(), store.claims(), store.issues(), store.incidents(), store.given_ids())
    again = run(store, folder, reader=reader)
    assert [(len(result.read), len(result.known)) for result in again] == [(0, 1), (0, 1), (0, 1), (0, 0)]
    assert refresh(store) == 0
    assert (store.reports(), store.claims(), store.issues(), store.incidents(), store.given_ids()) == before
    assert len(reader.seen) == 2


def test_the_reader_sees_the_body_alone_at_its_own_offsets(folder: Path):
    store, reader = MemoryStore(), CountingReader()
    run(store, folder / "a.txt", reader=reader)
    (text,) = store.texts().values()
    (seen,) = reader.seen
    assert len(seen) == len(text)
    assert seen.strip() == ENGLISH.strip()
    assert "date 2017-03-07" in text


def test_a_quote_gets_its_surroundings_from_the_whole_text(folder: Path):
    store = MemoryStore()
    run(store, folder / "a.txt")
    (claim,), (text,) = store.claims(), store.texts().values()
    assert claim.quote == Quote.at(text, claim.span)


def test_a_claim_whose_quote_does_not_stand_in_the_text_is_not_kept(folder: Path):
    store = MemoryStore()
    results = run(store, folder / "a.txt", reader=CountingReader(shift=1))
    assert codes(results) == [("not-anchored", False)]
    assert (store.claims(), store.victims()) == ((), ())


def test_a_given_date_dates_the_undated(folder: Path):
    store = MemoryStore()
    run(store, folder / "a.txt", folder / "b.txt", published=date(2017, 3, 9))
    days = [report.published.start for report in store.reports() if report.published]
    assert days == [date(2017, 3, 7), date(2017, 3, 9)]


def test_a_date_given_to_a_report_read_before_is_not_used_and_said(folder: Path):
    store = MemoryStore()
    run(store, folder / "b.txt")
    again = run(store, folder / "b.txt", published=date(2017, 3, 9))
    assert codes(again) == [("date-not-used", False)]
    assert store.reports()[0].published is None


def test_incidents_and_leads_get_ids_and_assessments(folder: Path):
    store = MemoryStore()
    run(store, folder)
    assert refresh(store) > 0
    incidents = store.incidents()
    assert {assessment.incident_id for assessment in store.assessments()} == {each.id for each in incidents}
    assert {each.id for each in incidents} == {given.id for given in store.given_ids()}
    assert sum(len(each.claims) for each in incidents) >= 2


def test_what_is_too_long_for_a_word_is_not_read_on_the_record(tmp_path: Path):
    blob = "QUJD" * 200
    (tmp_path / "a.txt").write_text(f"{ENGLISH}{blob}\n{ENGLISH.replace('5', '6')}")
    reader = CountingReader()
    (result,) = run(MemoryStore(), tmp_path, reader=reader)
    (seen,) = reader.seen
    assert (len(seen), "QUJD" in seen, "6 killed" in seen) == (len(ENGLISH) * 2 + len(blob) + 1, False, True)
    assert [(issue.code, issue.span and issue.span.start) for issue in result.issues] == [
        ("no-words", len(ENGLISH))
    ]


def test_a_fault_of_a_reader_is_told_without_the_report_s_words(folder: Path):
    results = run(MemoryStore(), folder / "b.txt", reader=StumblingReader())
    (issue,) = results[0].issues
    assert (issue.code, "ValueError at" in issue.message, "thirteen" in issue.message) == (
        "stage-failed",
        True,
        False,
    )


def words(store: MemoryStore) -> list[str]:
    return [claim.quote.exact for claim in store.claims()]


def test_a_second_reader_claims_beside_the_first_and_counts_in_no_incident(folder: Path):
    store, second = MemoryStore(), DoubtingReader()
    run(store, folder / "a.txt", second=second)
    refresh(store)
    assert words(store) == ["5 killed", "market"]
    (incident,) = store.incidents()
    assert [link.claim_id for link in incident.links] == [store.claims()[0].id]
    (assessment,) = store.assessments()
    assert {toll.max.value for toll in assessment.tolls} == {5}
    assert [[claim.quote.exact for claim in first.claims] for first in second.firsts] == [["5 killed"]]


def test_a_second_reader_that_gives_no_answer_is_told_and_asked_again(folder: Path):
    store = MemoryStore()
    silent = DoubtingReader(fault=NoAnswer("nobody there"))
    results = run(store, folder / "a.txt", folder / "b.txt", second=silent)
    assert codes(results) == [("second-reader-silent", False)] * 2
    assert words(store) == ["5 killed", "7 killed"]
    again = run(store, folder / "a.txt", second=DoubtingReader())
    assert (codes(again), words(store)) == ([], ["5 killed", "7 killed", "market"])


def test_a_fault_of_a_second_reader_leaves_the_first_reading(folder: Path):
    store = MemoryStore()
    results = run(store, folder / "a.txt", second=DoubtingReader(fault=ValueError("boom")))
    assert (codes(results), words(store)) == ([("stage-failed", True)], ["5 killed"])


def test_what_a_second_reader_read_is_not_read_by_it_again(folder: Path):
    store, second = MemoryStore(), DoubtingReader()
    run(store, folder / "a.txt", second=second)
    run(store, folder / "a.txt", second=second)
    assert len(second.firsts) == 1


def test_a_second_reader_is_asked_in_its_languages_alone(folder: Path):
    second = DoubtingReader(languages=frozenset({"xx"}))
    run(MemoryStore(), folder / "a.txt", folder / "c.txt", second=second)
    assert second.firsts == []


@dataclass
class Ahead:
    """An engine that works at once, and remembers how much of it was not asked for yet."""

    reader: Reader
    ahead: int = 3
    waiting: int = 0
    most: int = 0

    def begin(self, job: ReadingJob) -> Callable[[], Reading | Issue]:
        outcome = read_or_say(job, reader_for=lambda _: self.reader)
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        return lambda: self._given(outcome)

    def _given(self, outcome: Reading | Issue) -> Reading | Issue:
        self.waiting -= 1
        return outcome


def test_reading_ahead_changes_nothing_and_stays_within_bounds(tmp_path: Path):
    lines = [json.dumps({"id": str(n), "text": ENGLISH.replace("5", str(n))}) for n in range(2, 12)]
    (tmp_path / "many.jsonl").write_text("\n".join([*lines, lines[0]]) + "\n")
    (tmp_path / "one.txt").write_text(ENGLISH)
    one_by_one, ahead = MemoryStore(), MemoryStore()
    engine = Ahead(CountingReader())
    first = run(one_by_one, tmp_path)
    terms = Terms(reader_for=lambda _: engine.reader, clock=lambda: AT, engine=engine)
    second = list(read_inputs(find_inputs([str(tmp_path)]), ahead, terms))
    assert [(each.name, each.read) for each in first] == [(each.name, each.read) for each in second]
    assert one_by_one.claims() == ahead.claims()
    assert 1 < engine.most <= engine.ahead + 1
