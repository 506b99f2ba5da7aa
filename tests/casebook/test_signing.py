from datetime import UTC, datetime

import pytest

from civharm.casebook.signing import signatures, stale_signatures
from civharm.model.decisions import Action, Decision
from civharm.model.incidents import Incident

SIGNED, LATER = datetime(2021, 5, 4, tzinfo=UTC), datetime(2021, 5, 5, tzinfo=UTC)


def sign(grading: str, number: int = 1) -> Decision:
    return Decision(
        id=f"d{number}",
        action=Action.SIGN_GRADING,
        target="i1",
        author="Ada",
        reason="read all of it",
        decided_at=SIGNED,
        change={"grading": grading},
    )


def incident(incident_id: str, *aliases: str) -> Incident:
    return Incident(
        id=incident_id,
        code=f"ZZ-20210504-{incident_id}",
        when=None,
        where=None,
        links=(),
        reports=(),
        clusters=(),
        aliases=aliases,
    )


def test_the_last_signature_counts():
    found = signatures([sign("weak", 1), sign("fair", 2)])
    assert (found["i1"].grading, found["i1"].decision.id) == ("fair", "d2")


@pytest.mark.parametrize(
    ("incidents", "assessed_at", "codes"),
    [
        ([incident("i1")], {"i1": SIGNED}, []),
        ([incident("i1")], {"i1": LATER}, ["signed-incident-changed"]),
        ([incident("i2", "i1")], {"i2": LATER}, ["signed-incident-merged"]),
        ([incident("i2")], {}, ["signed-incident-gone"]),
    ],
)
def test_a_signature_whose_incident_changed_is_an_issue(incidents, assessed_at, codes):
    signed = signatures([sign("fair")])
    issues = stale_signatures(signed, incidents, assessed_at=assessed_at, signed_at={"d1": SIGNED})
    assert [issue.code for issue in issues] == codes
