"""Totals as lines and words: as known on a day, what changed since another, and the figures that enter none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from civharm.assessments.groupings import By, ProvinceOf, named_totals
from civharm.assessments.overlaps import Range
from civharm.assessments.totals import Counting, Known, Total, grading_of, headline, range_of, total
from civharm.model.assessments import Assessment
from civharm.model.casualties import Casualties, Harm
from civharm.model.incidents import Incident, LedgerEntry, RecordStatus, Relation
from civharm.publication.incident_lines import related_lines
from civharm.publication.lines import Line, to_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be told: of which harms, to whom, for each of what."""

    harms: Sequence[Harm]
    counting: Counting
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is otherwise with an incident than it was: `what` is the field, the rest in words; None is nothing there."""

    incident: str
    code: str
    what: str
    before: str | None
    after: str | None


def totals_line(wanted: Wanted, known: Known, *, province_of: ProvinceOf) -> Line:
    """Headline, all, and one total for each name, by harm."""
    return {
        "type": "totals",
        "status": wanted.counting.status.value,
        "group": wanted.counting.group,
        "by": wanted.by.value,
        "harms": {
            harm.value: _of_harm(_counting(wanted, harm), wanted.by, known, province_of)
            for harm in wanted.harms
        },
        "relations": [to_plain(Relation, one) for one in known.relations],
    }


def _of_harm(counting: Counting, by: By, known: Known, province_of: ProvinceOf) -> Line:
    spoken = headline(known, counting)
    named = named_totals(by, known, counting, province_of=province_of)
    return {
        "headline": {**_plain(spoken.total), "says": spoken.words},
        "all": _plain(total(known.alleged, known, counting)),
        "totals": [{"name": name, **_plain(found)} for name, found in named.items()],
    }


def _counting(wanted: Wanted, harm: Harm) -> Counting:
    return Counting(harm=harm, status=wanted.counting.status, group=wanted.counting.group)


def _plain(found: Total) -> Line:
    plain = asdict(found)
    return {**plain, "apart": found.apart._asdict()}


def aggregate_lines(ledger: Iterable[LedgerEntry], known: Known, harms: Sequence[Harm]) -> Iterator[Line]:
    """Published figures for a period or an area beside the incidents that each may include: never added to them."""
    holder = {claim: one for one in known.alleged for claim in one.claims}
    for entry in ledger:
        included = {holder[claim].id: holder[claim] for claim in entry.overlaps if claim in holder}
        plain = to_plain(LedgerEntry, entry)
        yield {
            "type": "aggregate",
            "claim": entry.claim_id,
            "report": entry.report_id,
            "when": plain["when"],
            "where": plain["where"],
            "counts": [_count(each) for each in entry.casualties if each.harm in harms],
            "may_include": [one.code for one in included.values()],
            "included": {
                harm.value: _plain(total(included.values(), known, Counting(harm=harm))) for harm in harms
            },
        }


def _count(casualties: Casualties) -> Line:
    count = casualties.count
    return {
        "harm": casualties.harm.value,
        "status": casualties.status.value,
        "group": casualties.group,
        "min": count.min,
        "max": count.max,
        "words": count.words,
    }


def differences(before: Known, after: Known, wanted: Wanted) -> Iterator[Difference]:
    """What changed between two moments, incident by incident, in the order of their codes."""
    old, new = _incidents(before), _incidents(after)
    heirs = {alias: one for one in new.values() for alias in one.aliases}
    for incident_id in sorted(
        old.keys() | new.keys(), key=lambda each: ((new.get(each) or old[each]).code, each)
    ):
        was, now = old.get(incident_id), new.get(incident_id)
        if was is None and now is not None:
            yield Difference(
                incident=incident_id,
                code=now.code,
                what="added",
                before=None,
                after=_tolls(now, after, wanted),
            )
        elif now is None and was is not None:
            heir = heirs.get(incident_id)
            became = f"merged into {heir.code}" if heir else None
            yield Difference(
                incident=incident_id,
                code=was.code,
                what="gone",
                before=_tolls(was, before, wanted),
                after=became,
            )
        elif was and now:
            yield from _changed(_facts(was, before, wanted), _facts(now, after, wanted), of=now)


def _incidents(known: Known) -> Mapping[str, Incident]:
    return {one.id: one for one in known.incidents if one.status is not RecordStatus.LEAD}


def _changed(before: Mapping[str, str], after: Mapping[str, str], *, of: Incident) -> Iterator[Difference]:
    for what in dict.fromkeys((*before, *after)):
        if before.get(what) != after.get(what):
            yield Difference(
                incident=of.id, code=of.code, what=what, before=before.get(what), after=after.get(what)
            )


def _facts(incident: Incident, known: Known, wanted: Wanted) -> dict[str, str]:
    """What is compared of an incident, in words."""
    assessment = known.assessments.get(incident.id)
    relations = (f"{each['kind']} {each['incident']}" for each in related_lines(incident.id, known.relations))
    return {
        **{harm.value: range_words(range_of(assessment, _counting(wanted, harm))) for harm in wanted.harms},
        "grading": _grade(assessment),
        "relations": "; ".join(sorted(relations)) or "none",
    }


def _tolls(incident: Incident, known: Known, wanted: Wanted) -> str:
    facts = _facts(incident, known, wanted)
    return ", ".join(f"{facts[harm.value]} {harm.value}" for harm in wanted.harms)


def _grade(assessment: Assessment | None) -> str:
    if assessment is None or grading_of(assessment) is None:
        return "ungraded"
    return assessment.grading.value if assessment.grading else f"{assessment.proposed_grading} (proposed)"


def total_words(found: Line) -> str:
    """A total as people read it; where incidents may overlap, the plain sum stands beside it."""
    words = range_words(Range(found["min"], found["max"]))
    apart = range_words(Range(**found["apart"]))
    return words if words == apart else f"{words} (if none overlap: {apart})"


def range_words(ends: Range) -> str:
    """ "3–5", "4", "up to 9", "unknown"."""
    low, high = ends
    if low is None:
        return "unknown" if high is None else f"up to {high:,}"
    return f"{low:,}" if low == high or high is None else f"{low:,}–{high:,}"


def moment_words(known_on: date | datetime | None) -> str | None:
    """A day or a moment in the form of ISO 8601."""
    return known_on.isoformat() if known_on else None
