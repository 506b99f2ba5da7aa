"""Why: a grade, a toll or a pair of claims of a store, worked out anew by the rules in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from civharm.assessments.assess import assess
from civharm.assessments.evidence import Evidence
from civharm.assessments.explain_grade import ExplainedGrade, explain_grade
from civharm.assessments.explain_toll import ExplainedToll, explain_tolls
from civharm.assessments.findings import findings
from civharm.assessments.rules import assessment_rules
from civharm.codebook import Codebook
from civharm.incidents.explain import ExplainedPair, explain_pair
from civharm.incidents.likeness import Rarity
from civharm.incidents.link import LinkingTerms
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.incidents import Incident
from civharm.model.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """An incident as it is assessed now, beside what is recorded: the two differ where rules changed in between."""

    incident: Incident
    recorded: Assessment | None
    assessed: Assessment
    grade: ExplainedGrade
    tolls: tuple[ExplainedToll, ...]

    @property
    def is_as_recorded(self) -> bool:
        """True if the record says what the rules in force say."""
        return self.recorded is not None and self.recorded.by_machine == self.assessed


def explain_incident(incident: Incident, store: Store, codebook: Codebook) -> Explained:
    """Grade and tolls of one incident of the store."""
    claims, reports = store.claims(), store.reports()
    victims = [victim for victim in store.victims() if victim.claim_id in set(incident.claims)]
    rules = assessment_rules(codebook)
    evidence = Evidence.of(incident, claims, reports=reports, codebook=codebook)
    assessed = assess(incident, claims, reports, codebook=codebook, victims=victims)
    return Explained(
        incident=incident,
        recorded=next((each for each in store.assessments() if each.incident_id == incident.id), None),
        assessed=assessed,
        grade=explain_grade(findings(evidence, rules), rules, codebook),
        tolls=explain_tolls(assessed.tolls, evidence, rules.toll),
    )


def explain_claims(pair: tuple[str, str], store: Store, codebook: Codebook) -> ExplainedPair:
    """Why two claims are of one incident or of two. Raises NotFound for a claim that tells of no event."""
    counts = store.word_counts()
    rarity = Rarity(texts=counts.texts, spread=counts.spread) if counts else None
    terms = LinkingTerms(codebook=codebook, rarity=rarity, judgements=store.judgements())
    return explain_pair(store.reports(), store.texts(), _counting(store.claims()), pair, terms=terms)


def _counting(claims: Sequence[Claim]) -> list[Claim]:
    """Without what a person must review first: it takes part in no linking."""
    return [claim for claim in claims if not claim.needs_review]
