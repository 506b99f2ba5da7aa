"""link-gva, link-syria: reports are read one by one, then linked all together."""

from collections.abc import Sequence
from functools import partial

from civharm.incidents.link import link_claims
from evals.boards.board import Board
from evals.boards.incidents import AMERICA, SYRIA
from evals.rows import Row
from evals.tools import ReadReport, codebook, read_row


def link(rows: Sequence[Row], read: Sequence[ReadReport | None]) -> list[Row]:
    """A cluster for each row: the incident with most links that its report is in, None where it is in none."""
    made = [each for each in read if each is not None]
    claims = [claim for each in made for claim in each.claims]
    texts = {each.report.id: each.text for each in made}
    linked = link_claims([each.report for each in made], texts, claims, codebook=codebook())
    clusters: dict[str, str] = {}
    harmful = sorted((*linked.incidents, *linked.leads), key=lambda incident: len(incident.links))
    for incident in (*linked.attacks, *harmful):
        clusters.update(dict.fromkeys(incident.reports, incident.founding_claim))
    for related in linked.related:
        clusters.setdefault(related.report_id, related.founding_claim)
    keys = {each.key: clusters.get(each.report.id) for each in made}
    return [{"id": row["id"], "cluster": keys.get(row["id"])} for row in rows]


BOARDS = tuple(
    Board(name=name, read=partial(read_row, scope=scope), answer=link)
    for name, scope in (("link-gva", AMERICA), ("link-syria", SYRIA))
)
