"""What a bag of evidence leaves out because somebody refused to be handed over for its purpose (METHOD R29)."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from civharm.catalogue.fixed_masks import Copy, fixed
from civharm.model.claims import Claim
from civharm.model.consent import Consent, Purpose, Whose, consents
from civharm.model.decisions import Action
from civharm.model.redaction import by_report, redactions
from civharm.model.reports import Report
from civharm.model.spans import Quote
from civharm.publication.protect import Agreed, Protection, Withdrawn, protection_of

if TYPE_CHECKING:
    from civharm.casebook.state import State
    from civharm.safekeeping.evidence import Evidence

#: A court and the team itself get what was blacked out; nobody else does.
_FOR_THE_PUBLIC = frozenset({Purpose.PUBLISH, Purpose.ADVOCACY})


def withholding(evidence: "Evidence", state: "State", purpose: Purpose) -> "Evidence":
    """The evidence without the names of those who refused the purpose; original bytes that hold one are left out and named.

    What somebody agreed to is no evidence of the incident: it is in no bag. Masks have one length, as in all that leaves the team,
    so texts that have some are redacted copies, and what points into them points there.
    """
    hidden = {Action.CONSENT, *([Action.REDACT] if purpose in _FOR_THE_PUBLIC else [])}
    decisions = tuple(each for each in evidence.decisions if each.action not in hidden)
    evidence = replace(evidence, decisions=decisions)
    against = [each for each in consents(state.decisions_in_force) if each.forbids(purpose)]
    redacted = by_report(redactions(state.decisions_in_force)) if purpose in _FOR_THE_PUBLIC else {}
    redacted = {report: redacted[report] for report in evidence.texts if report in redacted}
    return _without(evidence, against, redacted) if against or redacted else evidence


def _without(
    evidence: "Evidence", against: list[Consent], redacted: Mapping[str, tuple[str, ...]]
) -> "Evidence":
    refused = [pair for each in against for pair in product(each.reports, each.names)]
    hidden = protection_of((), (), (), {}, withdrawn=Withdrawn(agreed=Agreed(refused=refused)))
    hidden = replace(hidden, redacted=redacted).without_redacted(evidence.texts)
    sources = {report for each in against if each.whose is Whose.SOURCE for report in each.reports}
    masked = {id: hidden.text(text, report_id=id) for id, text in evidence.texts.items()}
    named = {id for id, text in masked.items() if text != evidence.texts[id]} | sources
    copies = {id: Copy.of(text) for id, text in masked.items()}
    left_out = {each.capture_sha256 for each in evidence.reports if each.id in named}
    left_out |= {each for each in evidence.translated if evidence.translated[each] in named}
    about = hidden.about(report.id for report in evidence.reports)
    return replace(
        evidence,
        explained=fixed(about.within(evidence.explained)),
        claims=tuple(
            _claim(each, hidden, copies.get(each.report_id, Copy.of(""))) for each in evidence.claims
        ),
        reports=tuple(
            _report(each, hidden, copies.get(each.id, Copy.of("")), is_named=each.id not in sources)
            for each in evidence.reports
        ),
        texts={id: copy.text for id, copy in copies.items()},
        captures=tuple(
            fixed(about.within(each)) for each in evidence.captures if each.sha256 not in left_out
        ),
        decisions=fixed(about.within(evidence.decisions)),
        details={key: text for key, text in evidence.details.items() if _is_clean(text, about, named)},
        withheld=tuple(sorted(left_out)),
    )


def _is_clean(text: str, about: Protection, named: set[str]) -> bool:
    """True if what was hashed names nobody who refused; it can't be masked, or its hash would be another."""
    return about.words(text) == text and not any(report in text for report in named)


def _claim(claim: Claim, hidden: Protection, copy: Copy) -> Claim:
    shown = fixed(hidden.within(claim, report_id=claim.report_id), copy.span)
    return replace(shown, quote=Quote.at(copy.text, shown.span))


def _report(report: Report, hidden: Protection, copy: Copy, *, is_named: bool) -> Report:
    shown = fixed(hidden.within(report, report_id=report.id), copy.span)
    shown = replace(shown, chars=len(copy.text)) if copy.runs else shown
    if is_named:
        return shown
    return replace(
        shown,
        url=None,
        source=None,
        author=None,
        external_id=None,
        title=None,
        masthead=None,
        speakers=(),
        fetched=(),
    )
