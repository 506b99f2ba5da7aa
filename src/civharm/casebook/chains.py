"""A contradiction among judgements in words: the incidents' codes, the claims' words, and who judged."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from civharm.casebook.judging import VERDICT_WORDS
from civharm.incidents.judge import Contradiction
from civharm.model.claims import Claim
from civharm.model.decisions import Decision
from civharm.model.incidents import Incident, Judgement
from civharm.publication.protect import Protection

_LONGEST = 80
#: A claim in words, by id.
Told = Callable[[str], str]


def told(
    claims: Iterable[Claim],
    incidents: Sequence[Incident],
    *,
    texts: Mapping[str, str],
    protection: Protection,
) -> Told:
    """Claims in words: the code of the incident, the quote with what is protected masked."""
    codes = {claim: each.code or "lead" for each in reversed(incidents) for claim in each.claims}
    by_id = {claim.id: claim for claim in claims}

    def words(claim_id: str) -> str:
        claim = by_id.get(claim_id)
        if claim is None:
            return claim_id
        text = protection.text(texts[claim.report_id], report_id=claim.report_id)
        quote = " ".join(protection.claim(claim, text).quote.exact.split())
        short = quote if len(quote) <= _LONGEST else f"{quote[:_LONGEST].rstrip()}…"
        return f"{codes.get(claim_id, 'no incident')} “{short}” ({claim_id})"

    return words


def chain_words(contradiction: Contradiction, decisions: Iterable[Decision], words: Told) -> str:
    """The chain with who judged each of its links, and what they would contradict."""
    by_id = {decision.id: decision for decision in decisions}
    parts = [words(contradiction.chain[0])]
    for link, claim in zip(contradiction.links, contradiction.chain[1:], strict=True):
        parts.append(f"= {words(claim)} [{_who(link, by_id)}]")
    apart = contradiction.apart
    return f"{' '.join(parts)}, but the first and the last are {VERDICT_WORDS[apart.verdict]} [{_who(apart, by_id)}]"


def _who(judgement: Judgement, decisions: Mapping[str, Decision]) -> str:
    decision = decisions[judgement.decision_id]
    return f"{decision.action} {decision.id}, {decision.author}"
