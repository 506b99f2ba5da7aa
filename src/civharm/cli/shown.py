"""What a command shows of a store: model objects in order, masked, as lines of the output contract."""

import getpass
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from civharm.incidents.related import as_issues
from civharm.incidents.relations import by_incident
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.incidents import DoubtfulPair, Incident, RelatedReport, Relation
from civharm.model.issues import Issue
from civharm.model.reports import Report
from civharm.model.store import Store
from civharm.model.victims import Victim
from civharm.publication.incident_lines import incident_line
from civharm.publication.lines import Line, claim_line, from_plain, issue_line, report_line, victim_line
from civharm.publication.people import by_harm, person_line
from civharm.publication.protect import Protection, protection_of
from civharm.victims.roster import Roster
from civharm.victims.rosters import rosters

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Reports with what was made of them. Not masked yet: `lines` and `masked` do it.

    `protection` is what must be hidden of it: where it is None, what its own claims and victims protect.
    """

    reports: tuple[Report, ...]
    texts: Mapping[str, str]
    claims: tuple[Claim, ...]
    victims: tuple[Victim, ...]
    incidents: tuple[Incident, ...]
    assessments: Mapping[str, Assessment]
    issues: tuple[Issue, ...]
    relations: tuple[Relation, ...] = ()
    protection: Protection | None = None

    def of_reports(self, ids: Iterable[str], issues: Iterable[Issue]) -> Self:
        """The part that these reports have a share in, with the issues of one run."""
        wanted = set(ids)
        incidents = tuple(each for each in self.incidents if wanted.intersection(each.reports))
        about = {report_id for each in incidents for report_id in each.reports}
        doubts = (each for each in self.issues if each.code == _DOUBT and each.report_id in about)
        return replace(
            self,
            reports=tuple(each for each in self.reports if each.id in wanted),
            claims=tuple(each for each in self.claims if each.report_id in wanted),
            victims=tuple(each for each in self.victims if each.report_id in wanted | about),
            incidents=incidents,
            issues=(*dict.fromkeys((*issues, *doubts)),),
        )


_DOUBT = "doubtful-pair"


def shown_of(store: Store, doubtful: Iterable[DoubtfulPair], related: Iterable[RelatedReport]) -> Shown:
    """All that a store has in force."""
    claims, incidents = store.claims(), store.incidents()
    return Shown(
        reports=store.reports(),
        texts=store.texts(),
        claims=claims,
        victims=store.victims(),
        incidents=incidents,
        assessments={each.incident_id: each for each in store.assessments()},
        issues=(
            *store.issues(),
            *_doubts(doubtful, {claim.id: claim for claim in claims}),
            *as_issues(related),
        ),
        relations=by_incident(store.relations(), incidents),
    )


def shown_in(casebook: "Casebook", *, is_protected_shown: bool) -> Shown:
    """All that a casebook has in force; to show what is protected goes on its chain of custody."""
    if is_protected_shown:
        casebook.read_protected(reader=getpass.getuser(), reason="civharm --show-protected")
    state = casebook.state()
    linking = state.linking
    shown = shown_of(
        casebook,
        [from_plain(DoubtfulPair, pair) for pair in linking.get("doubtful", ())],
        [from_plain(RelatedReport, one) for one in linking.get("related", ())],
    )
    return replace(shown, protection=state.protection)


def _doubts(doubtful: Iterable[DoubtfulPair], claims: Mapping[str, Claim]) -> Iterator[Issue]:
    for pair in doubtful:
        left = claims.get(pair.left)
        why = ", ".join(f"{feature.name} {feature.weight:+.1f}" for feature in pair.features)
        message = f"claims {pair.left} and {pair.right} may be of one incident and stay apart ({why})"
        yield Issue(
            stage="incidents", code=_DOUBT, message=message, report_id=left.report_id if left else None
        )


def lines(shown: Shown, *, is_protected_shown: bool) -> Iterator[Line]:
    """One line for each report, claim, incident and issue; names are masked unless a person asked."""
    protection = Protection() if is_protected_shown else protection_of_shown(shown)
    yield from (protection.within(report_line(each), report_id=each.id) for each in shown.reports)
    yield from claim_lines(shown, protection)
    yield from incident_lines(shown, protection, is_protected_shown=is_protected_shown)
    yield from (protection.within(issue_line(each), report_id=each.report_id) for each in shown.issues)
    if is_protected_shown:
        ids = {each.id for each in shown.reports}
        yield from (victim_line(each) for each in shown.victims if each.report_id in ids)


def protection_of_shown(shown: Shown) -> Protection:
    """What must be hidden of it."""
    if shown.protection is not None:
        return shown.protection
    return protection_of(shown.claims, shown.victims, shown.reports, shown.texts)


def claim_lines(shown: Shown, protection: Protection) -> Iterator[Line]:
    """The lines of all claims, each saying whether something in it is masked."""
    texts = _texts(shown, protection)
    for claim in shown.claims:
        line = claim_line(protection.claim(claim, texts[claim.report_id]))
        yield {**line, "masked": line != claim_line(claim)}


def by_doubt(shown: Shown) -> Shown:
    """The same with the claims that a person should look at first: those that need review, then the least confident."""
    claims = sorted(shown.claims, key=lambda claim: (not claim.needs_review, claim.confidence))
    return replace(shown, claims=tuple(claims))


def incident_lines(shown: Shown, protection: Protection, *, is_protected_shown: bool) -> Iterator[Line]:
    """The lines of all incidents; the names to hide in one are those of all its reports."""
    people = people_of(shown)
    for incident in shown.incidents:
        of_incident = by_harm(people[incident.id].people)
        victims = [person_line(each, is_protected_shown=is_protected_shown) for each in of_incident]
        line = incident_line(incident, shown.assessments.get(incident.id), shown.relations, victims)
        for report_id in incident.reports:
            line = protection.within(line, report_id=report_id)
        yield line


def people_of(shown: Shown) -> Mapping[str, Roster]:
    """The people whom its incidents' claims name, by the incident's id. Not masked: `person_line` does it."""
    return rosters(shown.incidents, shown.victims)


def masked(shown: Shown) -> Shown:
    """The same with all protected names masked, for showing as text."""
    protection = protection_of_shown(shown)
    texts = _texts(shown, protection)
    return replace(
        shown,
        reports=tuple(protection.within(each, report_id=each.id) for each in shown.reports),
        texts=texts,
        claims=tuple(protection.claim(each, texts[each.report_id]) for each in shown.claims),
        incidents=tuple(protection.within(each) for each in shown.incidents),
        issues=masked_issues(shown),
    )


def masked_issues(shown: Shown) -> tuple[Issue, ...]:
    """Its issues, whose messages may quote a report."""
    protection = protection_of_shown(shown)
    return tuple(protection.within(each, report_id=each.report_id) for each in shown.issues)


def _texts(shown: Shown, protection: Protection) -> dict[str, str]:
    """The masked text of each report that has claims or is shown."""
    wanted = {each.id for each in shown.reports} | {each.report_id for each in shown.claims}
    return {
        report_id: protection.text(text, report_id=report_id)
        for report_id, text in shown.texts.items()
        if report_id in wanted
    }
