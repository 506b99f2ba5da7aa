"""Linking in bulk from end to end: texts and events go in one by one, pairs and groups come out."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from civharm.engine.linking.columns import EventColumns
from civharm.engine.linking.grouping import groups_of
from civharm.engine.linking.likeness import Vectors
from civharm.engine.linking.report_words import ReportWords
from civharm.engine.linking.scoring import BulkScorer, together
from civharm.incidents.in_bulk import Found
from civharm.incidents.likeness import Likeness, Rarity
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.rules import LinkageRules

#: Events that are so nearly worth a look are compared once more, without the rounding of columns.
_MARGIN = 0.001
#: In an incident that thousands report, an event is tied to so many of the others: the surest.
_CROWD = 100


class BulkLinking:
    """Gathers what is to be linked, as columns: neither texts nor claims are held."""

    def __init__(self, rules: LinkageRules, rarity: Rarity | None = None) -> None:
        self._rules = rules
        self._rarity = rarity
        self._words = ReportWords()
        self.events = EventColumns(self._words.reports, rules.event.vague)

    def add(self, report: str, text: str, told: Iterable[Occurrence]) -> list[int]:
        """A report with the events that it tells; their numbers."""
        self._words.add(report, text)
        return [self.events.add(event) for event in told]

    def vectors(self) -> Vectors:
        """The texts of all reports, by number."""
        return self._words.vectors(self._rarity)

    def scorer(self) -> BulkScorer:
        """What scores the pairs of all that was gathered."""
        return BulkScorer(self.events, self.vectors(), self._rules)

    def groups(self, scorer: BulkScorer | None = None) -> NDArray[np.int32]:
        """For each event the first one of its group."""
        scorer = scorer or self.scorer()
        return groups_of(len(self.events), scorer.scored(), scorer.score, rules=self._rules)


def found_in_bulk(events: Iterable[Occurrence], likeness: Likeness, rules: LinkageRules) -> Found:
    """Implements `civharm.incidents.in_bulk.InBulk`."""
    linking = BulkLinking(rules, likeness.rarity)
    for report, words in likeness.words.items():
        linking.add(report, words, ())
    in_order = sorted(events, key=lambda event: event.key)
    for event in in_order:
        linking.events.add(event)
    scorer = linking.scorer()
    reports = [str(report) for report in linking.events.reports]
    alike = [tuple(sorted((reports[a], reports[b]))) for a, b in scorer.alike.tolist()]
    scored = together(part.at_least(rules.doubt - _MARGIN) for part in scorer.scored()).nearest(_CROWD)
    ends = zip(scored.left.tolist(), scored.right.tolist(), strict=True)
    return Found(
        alike=[(left, right) for left, right in alike],
        likely=[(in_order[left].key, in_order[right].key) for left, right in ends],
    )
