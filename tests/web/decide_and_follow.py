"""Decides and begins to work out what follows: to be killed in the midst of it.

Arguments: the folder, the incident of which a claim is rejected, and the moment at which it says so and waits: "decided",
"working" or "followed" (incidents follow, the rows of the catalogue are not written).
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from civharm import pipeline
from civharm.casebook.store import Casebook
from civharm.model.decisions import Action, Decision
from civharm.web.setup import ready


def wait(at: str) -> None:
    sys.stdout.write(f"{at}\n")
    sys.stdout.flush()
    time.sleep(600)


def main(folder: str, incident_id: str, moment: str) -> None:
    ready()
    from civharm.catalogue.catalogue import Catalogue
    from civharm.web.following import Follower

    casebook = Casebook.open(Path(folder), actor="Bo")
    (incident,) = (each for each in casebook.incidents() if each.id == incident_id)
    now = datetime.now(UTC)
    decision = Decision(
        id="bo", action=Action.REJECT_CLAIM, target=incident.own_claims[0], author="Bo", reason="read again",
        decided_at=now, change={},
    )  # fmt: skip
    casebook.decide(decision)
    if moment == "decided":
        wait(moment)
    if moment == "working":
        recompute = pipeline.recompute
        pipeline.recompute = lambda store, **terms: (recompute(store, **terms), wait(moment))[0]
    if moment == "followed":
        Catalogue.update = lambda self: wait(moment)
    follower = Follower(Catalogue(casebook=casebook))
    follower.wait(follower.wake())


if __name__ == "__main__":
    main(*sys.argv[1:])
