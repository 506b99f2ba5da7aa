"""What protects names though it may be in force no longer: a claim that people reject still tells whom to protect."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from civharm.casebook.anchors import reanchor
from civharm.casebook.review import Sighting
from civharm.model.claims import Claim
from civharm.model.victims import Victim
from civharm.publication.lines import claim_from_line, claim_line
from civharm.publication.protect import Withdrawn

#: By which fields a claim protects a name.
_PROTECTING = ("protected", "speaker")


def withdrawn(
    read: Iterable[Claim],
    victims: Iterable[Victim],
    sightings: Iterable[Sighting],
    texts: Mapping[str, str],
) -> Withdrawn:
    """Of what was read, and of all that people decided on, undone or not: moved to where its words stand now."""
    claims, names = list(read), []
    for seen in sightings:
        text = texts.get(seen.claim.report_id, "")
        for claim in _versions(seen):
            if text == seen.text:
                claims.append(claim)
                continue
            names += [(claim.report_id, span.of(seen.text)) for span in claim.protected]
            # Without an anchor its old spans point at nothing, but its speaker is still to be protected.
            claims.append(reanchor(claim, seen.text, text) or _without_spans(claim))
    return Withdrawn(claims=tuple(claims), victims=tuple(victims), names=tuple(names))


def _versions(seen: Sighting) -> Iterator[Claim]:
    """The claim that the person saw, and what their decision made of whom it protects."""
    yield seen.claim
    change = {name: seen.decision.change[name] for name in _PROTECTING if name in seen.decision.change}
    if change and not seen.is_added:
        line: Any = claim_line(seen.claim) | change
        yield claim_from_line(line)


def _without_spans(claim: Claim) -> Claim:
    line: Any = claim_line(claim) | {"protected": []}
    return claim_from_line(line)
