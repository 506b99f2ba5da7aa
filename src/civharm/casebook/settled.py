"""Incidents that people signed: what each rests on, and so what no machine changes in it.

To sign an incident is to have seen its claims. So they are its claims from then on, as they were read then, until a person
decides otherwise: what a new report, a new reading or new rules would change is proposed.
"""

from collections.abc import Iterable, Iterator, Mapping

from civharm.casebook.custody import hash_of
from civharm.casebook.review import Sighting, content_of
from civharm.casebook.signing import Signature
from civharm.model.claims import Claim
from civharm.model.decisions import Decision
from civharm.model.incidents import Incident, LinkPart
from civharm.model.proposals import Hold

_LETTERS = 12
#: A claim that was read at some time, with the text it was read from, by its id and what it says.
Read = Mapping[tuple[str, str], tuple[Claim, str]]


def digest_of(claim: Claim) -> str:
    """What a claim says, in few letters."""
    return hash_of(content_of(claim))[:_LETTERS]


def signed_claims(
    incident: Incident, roots: Mapping[str, str], read: Mapping[str, Claim]
) -> dict[str, object]:
    """What a signature keeps of the claims of an incident: see `Signature`.

    `roots` are the claims as the reader made them, `read` those of the readings in force, by id.
    """
    beside = {roots[link.claim_id] for link in incident.links if link.part is LinkPart.MAXIMUM_ONLY}
    digests = {
        roots[claim]: digest_of(read[roots[claim]]) if roots[claim] in read else ""
        for claim in incident.claims
    }
    return {
        "claims": {claim: digest for claim, digest in digests.items() if claim not in beside},
        "beside": {claim: digest for claim, digest in digests.items() if claim in beside},
    }


def unlike(signed: Iterable[Signature], read: Mapping[str, Claim]) -> set[tuple[str, str]]:
    """The claims of signed incidents, by id and digest, that are now read otherwise or no longer."""
    now = {claim: digest_of(read[claim]) for one in signed for claim in one.all_claims if claim in read}
    return {
        (claim, digest)
        for one in signed
        for claim, digest in one.all_claims.items()
        if digest and now.get(claim) != digest
    }


def sightings_by_signing(decision: Decision, signature: Signature, then: Read) -> Iterator[Sighting]:
    """The claims that were seen when an incident was signed, as they were read then; `then` are those read otherwise now."""
    for root, digest in signature.all_claims.items():
        if (root, digest) in then:
            claim, text = then[root, digest]
            yield Sighting(decision=decision, root=root, claim=claim, text=text, is_by_signing=True)


def holds(signed: Mapping[str, Signature], heirs: Mapping[str, str | None]) -> tuple[Hold, ...]:
    """The claims that signed incidents keep, by what stands for each now."""
    found = []
    for incident, signature in signed.items():
        standing = [heir for claim in signature.claims if (heir := heirs.get(claim)) is not None]
        if standing:
            found.append(Hold(incident=incident, claims=tuple(dict.fromkeys(standing))))
    return tuple(found)
