"""Decides on a casebook as soon as it is told to: run twice, to see who comes first.

Arguments: the folder, who decides, and for each decision its action, target and change as JSON; "seen" in the change
names the versions. Waits for a line on standard input, then says of each decision "recorded" or why it was refused.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from civharm.casebook.store import Casebook
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.pipeline import refresh


def main(folder: str, author: str, *told: str) -> None:
    casebook = Casebook.open(Path(folder), actor=author)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for number, words in enumerate(told):
        meant = json.loads(words)
        decision = Decision(
            id=f"{author}{number}",
            action=Action(meant["action"]),
            target=meant["target"],
            author=author,
            reason="looked at it",
            decided_at=datetime.now(UTC),
            change=meant["change"],
            seen=tuple(meant.get("seen", ())),
        )
        try:
            casebook.decide(decision)
            refresh(casebook)
            sys.stdout.write("recorded\n")
        except InvalidDecision as error:
            sys.stdout.write(f"refused: {error}\n")
    casebook.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
