"""An incident of five thousand reports, most of them reprints, is composed and assessed in seconds."""

from dataclasses import replace
from datetime import timedelta
from time import perf_counter

from civharm.assessments.assess import assess
from civharm.codebook import default_codebook
from civharm.model.casualties import Harm, Status
from civharm.model.claims import claim_id
from support.build import DAY, Story, shown

TEXTS, REPRINTS = 50, 100


def many() -> Story:
    story = Story()
    first = [
        story.harm(f"Outlet {at}", f"killed {10 + at % 6} civilian", published=DAY + timedelta(days=at % 9))
        for at in range(TEXTS)
    ]
    for at in range(TEXTS * (REPRINTS - 1)):
        original = first[at % TEXTS]
        copy = story.report(f"Reprint {at}", story.texts[original.report_id])
        identity = claim_id(report_sha256=copy, kind=original.kind, words=original.quote.exact, ordinal=0)
        story.claims.append(replace(original, id=identity, report_id=copy))
    return story


def test_thousands_of_reports_of_one_incident() -> None:
    story = many()
    started = perf_counter()
    incident = story.incident()
    assessment = assess(incident, story.claims, story.reports, codebook=default_codebook())
    assert perf_counter() - started < 90
    assert len(incident.reports) == TEXTS * REPRINTS
    assert assessment.independent_clusters == TEXTS
    assert shown(assessment.toll(Harm.KILLED, Status.CIVILIAN)) == "10–15"
