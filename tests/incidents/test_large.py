"""An incident of five thousand reports, most of them reprints, is composed and assessed in seconds; one of many
reports that differ is not compared all with all.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from time import perf_counter

import pytest

from civharm.assessments.assess import assess
from civharm.codebook import default_codebook
from civharm.incidents.bench import Bench
from civharm.incidents.compose import compose
from civharm.incidents.independence import Origins
from civharm.incidents.likeness import Likeness
from civharm.incidents.occurrences import Shelf, occurrences_of
from civharm.incidents.rules import linkage_rules
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


def test_what_ties_an_event_to_its_group_is_sought_among_its_own_ties(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of these is tied to the next alone: most of them to none of the first of the group."""
    story = Story()
    for at in range(300):
        story.harm(f"Outlet {at}", "killed 10 civilian", published=DAY + timedelta(days=at % 9))
    reports = {report.id: report for report in story.reports}
    events = occurrences_of(story.claims, Shelf(reports=reports, texts=story.texts, origins={}))
    bench = Bench({event.key: (event,) for event in events}, linkage_rules(), Likeness(story.texts))
    group = tuple(sorted(bench.events))
    ties = {pair: bench.pair(*pair) for pair in pairwise(group)}
    bench.take(ties.values())
    monkeypatch.delattr("civharm.incidents.bench.compare")  # nothing is compared that was not
    incident = compose(group, bench, origins=Origins(reports=reports, texts=story.texts, copies=()))
    assert len(incident.clusters) == len(incident.links) == 300
    assert {link.score for link in incident.links} <= {pair.score for pair in ties.values()}
