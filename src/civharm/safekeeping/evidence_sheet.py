"""The readable report of a bag: what, when, where, how many and why, and how to check all of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from civharm.casebook.custody import utc_text
from civharm.model.assessments import Assessment
from civharm.model.casualties import Harm, Status
from civharm.model.decisions import Action, Decision
from civharm.model.notes import note_of
from civharm.publication.collected import facts_of
from civharm.publication.explanations import Quoted, grade_lines, toll_lines
from civharm.publication.incident_lines import overridden_lines, standing_words
from civharm.publication.table import place_words, when_words
from civharm.safekeeping.sheets import Heading, Lines, Paragraph, Part, Quotation, Rows

if TYPE_CHECKING:
    from civharm.safekeeping.evidence import Evidence, Handover

_UNKNOWN = "unknown"
_PROTECTED = (
    "This report and the files beside it name people and hold words that are protected: victims, relatives, witnesses. "
    "Hand them to nobody who is not to have them. That they were taken out, by whom and why, is on the chain of custody."
)


def evidence_sheet(evidence: "Evidence", handover: "Handover") -> Iterator[Part]:
    """All parts of the report in their order."""
    yield from _opening(evidence, handover)
    yield from _facts(evidence)
    yield from _why(evidence)
    yield from _claims(evidence)
    yield from _sources(evidence)
    yield from _people(evidence)
    yield from _custody(evidence)
    yield from _checks(evidence)


def _opening(evidence: "Evidence", handover: "Handover") -> Iterator[Part]:
    incident = evidence.incident
    yield Heading(f"Evidence of incident {incident.code or incident.id}", 1)
    yield Paragraph(_PROTECTED)
    yield Paragraph(
        f"Taken out on {handover.at:%Y-%m-%d %H:%M} UTC by {handover.by}, to be used for: {handover.purpose}. "
        f"Reason: {handover.reason}"
    )
    if evidence.withheld:
        yield Paragraph(
            f"Somebody refused to be named for this purpose, or words were blacked out. They are masked (█), and {len(evidence.withheld)} captures "
            f"that hold them are left out, with what was hashed of them; their SHA-256: {', '.join(evidence.withheld)}"
        )
    if incident.status == "lead":
        yield Paragraph(
            f"It is a lead, not an incident: {', '.join(incident.lacks) or 'something is lacking'}."
        )


def _facts(evidence: "Evidence") -> Iterator[Part]:
    incident, recorded = evidence.incident, evidence.explained.recorded
    rows = [
        ["When", when_words(incident.when)],
        ["Where", place_words(incident.where)],
        ["Position", _position(evidence)],
        ["Kind of attack", incident.event or _UNKNOWN],
        ["Civilians killed", standing_words(recorded, Harm.KILLED, Status.CIVILIAN)],
        ["Civilians injured", standing_words(recorded, Harm.INJURED, Status.CIVILIAN)],
        ["Grade", _grade(recorded)],
        ["Strike status", recorded.standing_strike_status.value if recorded else _UNKNOWN],
        ["Reports", f"{len(evidence.reports)}, in {len(incident.clusters)} groups that count once each"],
        ["Id", incident.id],
    ]
    rows += [["Another date in the claims", when_words(when)] for when in incident.other_dates]
    rows += [["Another place in the claims", place_words(place)] for place in incident.other_places]
    yield Heading("What the record says")
    yield Rows(["", ""], rows)
    yield Paragraph(
        "A number is what reports claim, from the least to the most; it is not a count of graves. What is unknown is "
        "said to be unknown: it is never nought."
    )


def _position(evidence: "Evidence") -> str:
    place = evidence.incident.where
    if place is None or place.lat is None or place.lon is None:
        return _UNKNOWN
    return f"{place.lat}, {place.lon} (WGS 84; of the place named, not of an impact)"


def _grade(assessment: Assessment | None) -> str:
    if assessment is None:
        return "not assessed"
    if assessment.grading:
        by = (
            "signed by a person and signed off by another"
            if assessment.is_signed_off
            else "signed by a person"
        )
        return f"{assessment.grading.value} ({by})"
    proposed = assessment.proposed_grading
    return f"{proposed.value} (a machine's proposal that nobody signed)" if proposed else "none"


def _why(evidence: "Evidence") -> Iterator[Part]:
    explained = evidence.explained
    quoted = Quoted(evidence.claims, evidence.reports)
    yield Heading("Why this grade, and why these numbers")
    yield Paragraph(
        f"By the rules of {explained.assessed.method}: each bound with the rule that set it and the words that it rests on."
    )
    if not explained.is_as_recorded:
        yield Paragraph(
            "Rules or lists have changed since the record was made: what follows is by those of today."
        )
    yield Lines([*overridden_lines(explained.recorded), *grade_lines(explained.grade, quoted)])
    yield Lines(list(toll_lines(explained.tolls, explained.assessed.conceded, quoted)))


def _claims(evidence: "Evidence") -> Iterator[Part]:
    quoted = Quoted(evidence.claims, evidence.reports)
    yield Heading("The claims, in the words of the reports")
    for claim in evidence.claims:
        who = (claim.speaker.name or claim.speaker.words) if claim.speaker else "the report itself"
        by = "read by a machine" if claim.origin.by == "machine" else f"read by {claim.origin.by}"
        yield Quotation(
            claim.quote.exact,
            f"{who}; {quoted.source(claim.report_id)}; {claim.kind.value}, {by}; claim {claim.id}, "
            f"characters {claim.span.start} to {claim.span.end} of texts/{claim.report_id}.txt",
        )


def _sources(evidence: "Evidence") -> Iterator[Part]:
    captures = {capture.sha256: capture for capture in evidence.captures}
    yield Heading("Where it comes from")
    rows = []
    for report in evidence.reports:
        capture = captures.get(report.capture_sha256)
        rows.append(
            [
                report.source or "unnamed source",
                report.title or "",
                when_words(report.published),
                report.url or "",
                f"{capture.name}, {capture.method}, {utc_text(capture.captured_at)}" if capture else _UNKNOWN,
                f"captures/{report.capture_sha256}",
            ]
        )
    yield Rows(["Source", "Title", "Published", "Address", "Kept as, how, when (UTC)", "File"], rows)
    for report in evidence.reports:
        yield Heading(f"How report {report.id} was collected", 3)
        facts = facts_of(report, captures.get(report.capture_sha256))
        yield Rows(["", ""], [[fact.value, value] for fact, value in facts])


def _people(evidence: "Evidence") -> Iterator[Part]:
    yield Heading("What people decided")
    if not evidence.decisions:
        yield Paragraph("Nobody has decided anything on it: all of it is what a machine read.")
        return
    rows = [[utc_text(each.decided_at), each.author, _what(each), each.reason] for each in evidence.decisions]
    yield Rows(["When (UTC)", "Who", "What", "Why"], rows)


def _what(decision: Decision) -> str:
    """The kind of a decision; of a note also which analysis it is of, and what it rests on."""
    if decision.action is not Action.NOTE:
        return decision.action.value
    note = note_of(decision)
    told = (decision.action.value, note.analysis, note.basis, note.copy and f"copy: {note.copy}")
    return ", ".join(str(each) for each in told if each)


def _custody(evidence: "Evidence") -> Iterator[Part]:
    yield Heading("Chain of custody")
    yield Paragraph(
        "Each entry holds the hash of the one before. custody/custody.log has the chain from the first entry about this "
        "evidence to the end, without a gap; those about this evidence are:"
    )
    rows = [[str(each.seq), each.at, each.actor, each.action, each.subject] for each in evidence.own_entries]
    yield Rows(["Entry", "When (UTC)", "Who", "What", "Of what"], rows)
    for stamp in evidence.stamps:
        yield Paragraph(
            f"Entry {stamp.entry.seq}, and so all before it, was stamped at {utc_text(stamp.time())} by an outside authority."
        )
    if not evidence.stamps:
        yield Paragraph("No outside authority has stamped this part of the chain.")


def _checks(evidence: "Evidence") -> Iterator[Part]:
    yield Heading("How to check it")
    yield Paragraph(
        "In the folder of the bag, with tools of any Unix: that no file changed since it was handed over."
    )
    yield Lines(["sha256sum -c tagmanifest-sha256.txt", "sha256sum -c manifest-sha256.txt"])
    yield Paragraph("That each capture has the bytes that its name, and the chain of custody, promise:")
    yield Lines(['cd data/captures; for f in *; do echo "$f  $f"; done | sha256sum -c'])
    yield Paragraph(
        "That the chain is whole: the hash of each line is that of the line without it, and stands in the next as previous."
    )
    yield Lines(CHAIN_CHECK)
    yield Paragraph(
        "That an entry is about what it seems to be: the file in custody/details whose name is its detail_sha256 has that hash."
    )
    yield Lines(['cd data/custody/details; for f in *.json; do echo "${f%.json}  $f"; done | sha256sum -c'])
    for stamp in evidence.stamps:
        name = f"custody/timestamps/{stamp.entry.seq:08}"
        yield Paragraph(
            f"That the authority stamped entry {stamp.entry.seq} (compare its root certificate with its own):"
        )
        yield Lines(
            [
                f"cd data; grep '\"seq\":{stamp.entry.seq},' custody/custody.log "
                f"| openssl ts -verify -data /dev/stdin -in {name}.tsr -CAfile {name}.pem"
            ]
        )


#: Prints a line for each entry that was changed or does not follow from the one before.
CHAIN_CHECK = [
    "cd data/custody; p=''",
    "while IFS= read -r line; do",
    '  h=$(printf %s "$line" | sed \'s/.*"hash":"\\([0-9a-f]*\\)".*/\\1/\')',
    '  b=$(printf %s "$line" | sed \'s/.*"previous":"\\([0-9a-f]*\\)".*/\\1/\')',
    '  s=$(printf %s "$line" | sed \'s/"hash":"[0-9a-f]*",//\' | sha256sum | cut -d\' \' -f1)',
    '  [ "$s" = "$h" ] && { [ -z "$p" ] || [ "$b" = "$p" ]; } || echo "WRONG: $line"',
    "  p=$h",
    "done < custody.log",
]
