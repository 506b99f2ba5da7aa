"""One invented record for all web tests: two reports of one airstrike, one in Arabic, an undated incident, a ledger."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from civharm.catalogue.record import Record
from civharm.model.assessments import Assessment, Bound, Conceded, Grading, Reason, StrikeStatus, Toll
from civharm.model.casualties import Casualties, Count, Harm, Open, Status
from civharm.model.claims import (
    Claim,
    ClaimKind,
    Control,
    ControlChange,
    Displacement,
    Involvement,
    Measure,
    Origin,
    Party,
    PartyPart,
    Position,
    Response,
    Stance,
    claim_id,
)
from civharm.model.decisions import Action, Decision
from civharm.model.ids import sha256_of
from civharm.model.incidents import (
    DoubtfulPair,
    Feature,
    Incident,
    LedgerEntry,
    Link,
    LinkPart,
    RecordStatus,
    ReportingCluster,
)
from civharm.model.issues import Issue
from civharm.model.places import Place, PlaceCandidate, PlacePrecision
from civharm.model.reports import Capture, Report
from civharm.model.spans import Quote, Span
from civharm.model.speakers import Speaker, SpeakerKind
from civharm.model.times import TimePrecision, When
from civharm.model.victims import Victim
from civharm.web import following
from civharm.web.setup import ready

# A busy machine answers late: no page fails for the time that it takes.
expect.set_options(timeout=60_000)

WITNESS = "Salim Qadduri"
VICTIM = "Huda Marwani"
ARABIC_VICTIM = "ليلى الجبوري"

TEXTS = {
    "r1": (
        "TEL RIMAN, Iraq — An airstrike on Tuesday killed at least 12 civilians in the Zuhur quarter of Tel Riman, "
        "residents said, including a teacher, Huda Marwani.\n\n"
        "“We counted fourteen bodies,” said Salim Qadduri, who lives opposite. "
        "The Northern Coalition said it had struck a command post and was looking into the reports of harm.\n\n"
        "The Northern Coalition retook the Dawra bridge on Monday. About 2,000 people are leaving the quarter each day, "
        "the provincial council said, and the monitoring group Tally says hundreds of civilians died this month.\n\n"
        "<script>alert('stored')</script> Marwani was 34; Mr Qadduri knew her & her family."
    ),
    "r2": "قال مسعفون إن غارة جوية قتلت 16 مدنيا في حي الزهور يوم الثلاثاء، بينهم ليلى الجبوري.",
    "r3": "Shelling in the village of Umm Sakhr wounded four children, a local official said. He gave no day.",
}
ZUHUR = Place(
    words="the Zuhur quarter of Tel Riman", name="Zuhur", id="x:1", country="IQ", lat=36.34, lon=43.10,
    precision=PlacePrecision.NEIGHBOURHOOD, radius_m=900, within="Tel Riman",
    alternatives=(PlaceCandidate(id="x:2", name="Zuhur (east)", lat=36.38, lon=43.19, score=0.4),),
)  # fmt: skip
UMM_SAKHR = Place(
    words="the village of Umm Sakhr", name="Umm Sakhr", id="x:3", country="IQ", lat=36.21, lon=42.95,
    precision=PlacePrecision.VILLAGE, radius_m=2000,
)  # fmt: skip
BRIDGE = Place(
    words="the Dawra bridge", name="جسر الدورة", id="x:4", country="IQ", lat=36.352, lon=43.14,
    precision=PlacePrecision.LANDMARK, radius_m=300,
)  # fmt: skip
TUESDAY = When.on(date(2021, 3, 9), words="on Tuesday", rule="weekday.last")
COALITION = Party(
    name="Northern Coalition", id="nc", part=PartyPart.ATTACKER, involvement=Involvement.SUSPECTED,
    words="The Northern Coalition",
)  # fmt: skip
RESIDENTS = Speaker(name=None, role=None, kind=SpeakerKind.WITNESS, words="residents")
NEIGHBOUR = Speaker(name=WITNESS, role="neighbour", kind=SpeakerKind.WITNESS, words=WITNESS)
SPOKESMAN = Speaker(
    name=None,
    role=None,
    kind=SpeakerKind.MILITARY,
    words="The Northern Coalition",
    party="Northern Coalition",
)


def span_of(report: str, words: str) -> Span:
    start = TEXTS[report].index(words)
    return Span(start, start + len(words))


def a_claim(report: str, kind: ClaimKind, words: str, **fields: object) -> Claim:
    span = span_of(report, words)
    made = Claim(
        id=claim_id(report_sha256=report, kind=kind, words=words, ordinal=0),
        report_id=report, kind=kind, language="ar" if report == "r2" else "en",
        span=span, quote=Quote.at(TEXTS[report], span),
        origin=Origin(by="machine", name="invented", version="1"),
    )  # fmt: skip
    return replace(made, **fields)


def killed(low: int | None, high: int | None, words: str, **fields: object) -> Casualties:
    count = Count(min=low, max=high, words=words, rule="number", open=fields.pop("open", None))
    return Casualties(**{"harm": Harm.KILLED, "status": Status.CIVILIAN, "count": count, **fields})


CLAIMS = (
    a_claim(
        "r1", ClaimKind.HARM, "killed at least 12 civilians in the Zuhur quarter of Tel Riman, residents said, "
        "including a teacher, Huda Marwani", occurrence="o1", speaker=RESIDENTS, stance=Stance.ALLEGED,
        when=TUESDAY, where=(ZUHUR,), event="airstrike", casualties=(killed(12, 12, "at least 12", open=Open.ABOVE),),
        protected=(span_of("r1", VICTIM),), confidence=0.8, parties=(COALITION,),
    ),
    a_claim(
        "r1", ClaimKind.ATTACK, "An airstrike on Tuesday killed at least 12 civilians in the Zuhur quarter",
        occurrence="o1", event="airstrike", when=TUESDAY, where=(ZUHUR,), parties=(COALITION,),
    ),
    a_claim(
        "r1", ClaimKind.HARM, "“We counted fourteen bodies,” said Salim Qadduri", occurrence="o1", speaker=NEIGHBOUR,
        when=TUESDAY, where=(ZUHUR,), casualties=(killed(14, 14, "fourteen"),), protected=(span_of("r1", WITNESS),),
    ),
    a_claim(
        "r1", ClaimKind.RESPONSE, "it had struck a command post and was looking into the reports of harm",
        occurrence="o1", speaker=SPOKESMAN, when=TUESDAY, where=(ZUHUR,),
        response=Response(position=Position.INVESTIGATING, party="Northern Coalition"),
    ),
    a_claim(
        "r1", ClaimKind.CONTROL, "The Northern Coalition retook the Dawra bridge on Monday", where=(BRIDGE,),
        when=When.on(date(2021, 3, 8), words="on Monday"),
        control=Control(change=ControlChange.RECAPTURED, holder="Northern Coalition"),
    ),
    a_claim(
        "r1", ClaimKind.DISPLACEMENT, "About 2,000 people are leaving the quarter each day", where=(ZUHUR,),
        displaced=Displacement(
            measure=Measure.FLOW, unit="individuals", per="day", count=Count(min=1800, max=2200, words="About 2,000")
        ),
    ),
    a_claim(
        "r1", ClaimKind.AGGREGATE, "hundreds of civilians died this month",
        speaker=Speaker(name="Tally", role=None, kind=SpeakerKind.CASUALTY_RECORDER, words="the monitoring group Tally"),
        when=When(start=date(2021, 3, 1), end=date(2021, 3, 10), precision=TimePrecision.MONTH, words="this month"),
        casualties=(killed(100, 200, "hundreds"),), stance=Stance.ESTIMATED,
    ),
    a_claim(
        "r2", ClaimKind.HARM, "غارة جوية قتلت 16 مدنيا في حي الزهور يوم الثلاثاء، بينهم ليلى الجبوري", occurrence="o1",
        speaker=Speaker(name=None, role=None, kind=SpeakerKind.MEDICAL, words="مسعفون"), when=TUESDAY, where=(ZUHUR,),
        casualties=(killed(16, 16, "16"),), protected=(span_of("r2", ARABIC_VICTIM),), event="airstrike",
    ),
    a_claim(
        "r3", ClaimKind.HARM, "Shelling in the village of Umm Sakhr wounded four children", occurrence="o1",
        where=(UMM_SAKHR,), event="shelling", casualties=(killed(4, 4, "four", harm=Harm.INJURED, group="children"),),
    ),
)  # fmt: skip
IDS = [claim.id for claim in CLAIMS]
AIRSTRIKE, SHELLING, BURNED = "i-airstrike", "i-shelling", "i-market"

INCIDENTS = (
    Incident(
        id=AIRSTRIKE, code="IQ-20210309-a", when=TUESDAY, where=ZUHUR, event="airstrike", parties=(COALITION,),
        links=(
            *(Link(claim_id=claim, part=LinkPart.SUPPORTS, score=4.2) for claim in IDS[:4]),
            Link(claim_id=IDS[7], part=LinkPart.MAXIMUM_ONLY, score=1.1),
        ),
        reports=("r1", "r2"),
        clusters=(
            ReportingCluster(id="c1", reports=("r1",)),
            ReportingCluster(id="c2", reports=("r2",), reasons=("another speaker: paramedics",)),
        ),
    ),
    Incident(
        id=SHELLING, code="IQ-00000000-a", when=None, where=UMM_SAKHR, event="shelling",
        links=(Link(claim_id=IDS[8], part=LinkPart.SUPPORTS, score=3.0),), reports=("r3",),
        clusters=(ReportingCluster(id="c1", reports=("r3",)),),
    ),
    Incident(
        id=BURNED, code="IQ-20210312-a", when=When.on(date(2021, 3, 12)), where=None, event="car_bombing",
        links=(), reports=(), clusters=(), status=RecordStatus.REVIEWED,
    ),
)  # fmt: skip


def a_toll(harm: Harm, low: Bound, high: Bound, group: str = "all") -> Toll:
    return Toll(harm=harm, status=Status.CIVILIAN, min=low, max=high, group=group)


ASSESSMENTS = (
    Assessment(
        incident_id=AIRSTRIKE, method="rules-1", strike_status=StrikeStatus.LIKELY, proposed_grading=Grading.FAIR,
        grading=None, independent_clusters=2, harm_reported=True,
        reasons=(Reason(rule="row 5", text="two independent clusters with different detail", claims=(IDS[0], IDS[7])),),
        tolls=(
            a_toll(
                Harm.KILLED,
                Bound(value=12, claims=(IDS[0],), rule="T1 lowest credible figure"),
                Bound(value=16, claims=(IDS[7],), rule="T1 highest figure"),
            ),
        ),
        conceded=(
            Conceded(
                party="Northern Coalition", position="investigating", killed_min=None, killed_max=None, claims=(IDS[3],)
            ),
        ),
    ),
    Assessment(
        incident_id=SHELLING, method="rules-1", strike_status=StrikeStatus.UNKNOWN, proposed_grading=None, grading=None,
        independent_clusters=1, harm_reported=True, reasons=(), conceded=(),
        tolls=(a_toll(Harm.INJURED, Bound(value=4), Bound(value=4), "children"),),
    ),
    Assessment(
        incident_id=BURNED, method="rules-1", strike_status=StrikeStatus.CONTESTED,
        proposed_grading=Grading.WEAK, grading=Grading.CONTESTED, independent_clusters=1, harm_reported=True,
        reasons=(), conceded=(), tolls=(a_toll(Harm.KILLED, Bound(value=3), Bound(value=None)),),
    ),
)  # fmt: skip


def a_report(report_id: str, **fields: object) -> Report:
    sha256 = sha256_of(TEXTS[report_id].encode())
    language = "ar" if report_id == "r2" else "en"
    known = {
        "language": language,
        "chars": len(TEXTS[report_id]),
        "published": When.on(date(2021, 3, 10)),
        **fields,
    }
    return Report(id=report_id, sha256=sha256, capture_sha256=sha256, rendition_id=f"t-{report_id}", **known)


REPORTS = (
    a_report(
        "r1",
        title="Strike on quarter of Tel Riman kills many",
        source="Plain Herald",
        url="https://example.org/1",
    ),
    a_report("r2", title="غارة على حي الزهور", source="وكالة الرافد"),
    a_report("r3", title=None, source="Umm Sakhr Post", published=None),
)


def pytest_pycollect_makemodule() -> None:
    """Set Django up before any test makes a casebook: once in a program, and a casebook alone needs no pages.

    Not when this module is imported: a team's server, which takes its record from here, sets Django up for a team.
    """
    ready()


@pytest.fixture(autouse=True)
def answers_wait_for_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine too a page shows what was decided, unless a test is about those that do not."""
    monkeypatch.setattr(following, "PATIENCE_S", 60.0)


@pytest.fixture(scope="session")
def record() -> Record:
    return Record(
        reports=REPORTS,
        captures=tuple(
            Capture(
                sha256=report.sha256, size=report.chars, name=f"{report.id}.txt", method="file",
                captured_at=datetime(2021, 3, 11, 8, 30, tzinfo=UTC),
            )
            for report in REPORTS
        ),
        texts=TEXTS,
        claims=CLAIMS,
        victims=(
            Victim(id="v1", claim_id=IDS[0], report_id="r1", name=VICTIM, span=span_of("r1", VICTIM), harm=Harm.KILLED),
        ),
        incidents=INCIDENTS,
        assessments=ASSESSMENTS,
        doubtful=(
            DoubtfulPair(
                left=IDS[0], right=IDS[8], score=-0.4, features=(Feature(name="distance", weight=-1.2, detail="19 km"),)
            ),
        ),
        ledger=(
            LedgerEntry(
                claim_id=IDS[6], report_id="r1", when=CLAIMS[6].when, where=(), casualties=CLAIMS[6].casualties,
                overlaps=(IDS[0],),
            ),
        ),
        issues=(
            Issue(stage="claims", code="no-number", message=f"a toll without a number beside {VICTIM}", report_id="r1"),
            Issue(stage="reports", code="empty", message="the file is empty", path="nothing.txt", is_failure=True),
        ),
        decisions=(
            Decision(
                id="d1", action=Action.SIGN_GRADING, target=BURNED, author="Mira", reason="rival claims",
                decided_at=datetime(2021, 3, 20, tzinfo=UTC), change={"grading": "contested"},
            ),
        ),
    )  # fmt: skip
