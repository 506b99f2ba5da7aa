"""A report's page: its text with the claims lit up, and every claim with all its fields."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civharm.catalogue.record import Index
from civharm.model.claims import Claim
from civharm.model.collecting import Collection
from civharm.model.issues import Issue
from civharm.model.reports import Report
from civharm.publication.collected import UNKNOWN, Fact, facts_of
from civharm.web.handed_in import handed_in_words
from civharm.web.highlight import Segment, segments
from civharm.web.pages.parts import (
    ClaimCard,
    ReportCard,
    claim_card,
    displaced_words,
    gist_of,
    party_words,
    place_mark,
    report_card,
    speaker_words,
)
from civharm.web.terms import event_words, term_words
from civharm.web.words import (
    between,
    count_words,
    harmed_words,
    listed,
    metres_words,
    place_words,
    when_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One reading of a claim beside the original words and the rule that made it."""

    label: str
    value: str
    words: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadClaim:
    """A claim with all its fields."""

    card: ClaimCard
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """Everything on the page, in order."""

    report: Report
    card: ReportCard
    dateline: str
    segments: tuple[Segment, ...]
    claims: tuple[ReadClaim, ...]
    issues: tuple[Issue, ...]
    collected: tuple[Field, ...] = ()


def report_page(index: Index, report: Report, how: Collection | None = None) -> ReportPage:
    """The page; `how` tells of who collected it, which the record behind pages leaves out."""
    claims = index.claims_by_report.get(report.id, ())
    return ReportPage(
        report=report,
        card=report_card(index, report),
        dateline=place_words(report.dateline) if report.dateline else "",
        segments=segments(index.record.texts.get(report.id, ""), claims, report.body),
        claims=tuple(ReadClaim(card=claim_card(index, claim), fields=fields_of(claim)) for claim in claims),
        issues=tuple(issue for issue in index.record.issues if issue.report_id == report.id),
        collected=tuple(_collected(index, report, how)),
    )


#: What facts of a collection are called on pages.
_FACTS = {
    Fact.NAME: gettext_lazy("handed in as"),
    Fact.METHOD: gettext_lazy("way in"),
    Fact.TAKEN_IN: gettext_lazy("taken in (UTC)"),
    Fact.COLLECTOR: gettext_lazy("collected by"),
    Fact.TOOL: gettext_lazy("collected with"),
    Fact.VANTAGE: gettext_lazy("collected from"),
    Fact.MODIFIED: gettext_lazy("file last changed (UTC, as its file system says)"),
    Fact.ASKED: gettext_lazy("address asked for"),
    Fact.LED_ON: gettext_lazy("led on from"),
    Fact.FINAL: gettext_lazy("address that answered"),
    Fact.ANSWERED: gettext_lazy("answered at (UTC)"),
    Fact.STATUS: gettext_lazy("HTTP status"),
    Fact.SERVER: gettext_lazy("server's address"),
    Fact.ARCHIVED_BY: gettext_lazy("web archive made by"),
    Fact.HEADERS: gettext_lazy("headers of the answer"),
    Fact.COPY: gettext_lazy("copy in an archive of others"),
    Fact.HASH_THEN: gettext_lazy("hash of what that archive stored"),
    Fact.HASH: gettext_lazy("SHA-256 of the file"),
}


def _collected(index: Index, report: Report, how: Collection | None) -> Iterator[Field]:
    """How it was collected: what is masked in the record stays masked."""
    capture = index.captures.get(report.capture_sha256)
    if capture is not None and how is not None:
        told = capture.collection or Collection()
        by = replace(how, tool=told.tool or how.tool, copies=told.copies)
        capture = replace(capture, collection=by)
    for fact, value in facts_of(report, capture):
        yield Field(label=str(_FACTS[fact]), value=_fact_words(fact, value))


def _fact_words(fact: Fact, value: str) -> str:
    if value == UNKNOWN:
        return _("unknown")
    if fact is Fact.METHOD:
        return term_words(value)
    return handed_in_words(value) if fact is Fact.NAME else value


def fields_of(claim: Claim) -> tuple[Field, ...]:
    """All that was read in a claim; what is unknown is left out, except where the unknown matters."""
    return (
        *_saying(claim),
        *_event(claim),
        *_numbers(claim),
        *_when_and_where(claim),
        Field(label=_("confidence"), value=_confidence(claim)),
        Field(label=_("read by"), value=f"{claim.origin.by}: {claim.origin.name} {claim.origin.version}"),
    )


def _confidence(claim: Claim) -> str:
    words = f"{claim.confidence:.2f}"
    if not claim.needs_review:
        return words
    return _("%(confidence)s (doubtful, needs review: it counts in no incident yet)") % {"confidence": words}


def _saying(claim: Claim) -> list[Field]:
    said = claim.speaker
    found = [Field(label=_("stance"), value=term_words(claim.stance), words=listed(claim.hedges))]
    if said:
        found.append(Field(label=_("speaker"), value=speaker_words(said), words=said.words))
        found.append(Field(label=_("kind of speaker"), value=term_words(said.kind)))
    else:
        found.append(Field(label=_("speaker"), value=_("the report's own voice")))
    if claim.said_on:
        found.append(
            _when_field(_("said on"), claim.said_on.words, when_words(claim.said_on), claim.said_on.rule)
        )
    return found


def _event(claim: Claim) -> list[Field]:
    found = [Field(label=_("party"), value=party_words(party), words=party.words) for party in claim.parties]
    if claim.event:
        found.append(Field(label=_("event"), value=event_words(claim.event)))
    if claim.weapon:
        found.append(Field(label=_("weapon"), value=term_words(claim.weapon)))
    if claim.control:
        share = claim.control.share
        part = f" ({between(f'{share.min:.0%}', f'{share.max:.0%}')})" if share else ""
        found.append(Field(label=_("control"), value=gist_of(claim) + part))
    if claim.response:
        found.append(Field(label=_("response"), value=gist_of(claim)))
    if claim.occurrence:
        found.append(Field(label=_("occurrence"), value=claim.occurrence))
    return found


def _numbers(claim: Claim) -> list[Field]:
    found = [
        Field(
            label=harmed_words(each.harm, each.status, each.group),
            value=count_words(each.count),
            words=each.count.words,
            rule=each.count.rule,
        )
        for each in claim.casualties
    ]
    if claim.displaced:
        moved = claim.displaced.count
        found.append(
            Field(label=_("displaced"), value=displaced_words(claim), words=moved.words, rule=moved.rule)
        )
    return found


def _when_and_where(claim: Claim) -> list[Field]:
    when = claim.when
    found = [
        _when_field(_("when"), when.words, f"{when_words(when)} ({term_words(when.precision)})", when.rule)
        if when
        else Field(label=_("when"), value=when_words(None))
    ]
    if not claim.where:
        found.append(Field(label=_("where"), value=place_words(None)))
    for place in claim.where:
        mark = place_mark(place)
        value = (
            f"{place_words(place)} ({listed((term_words(place.precision), metres_words(place.radius_m)))})"
        )
        found.append(Field(label=_("where"), value=value, words=mark.words if mark else "", rule=place.rule))
    return found


def _when_field(label: str, words: str, value: str, rule: str) -> Field:
    return Field(label=label, value=value, words=words, rule=rule)
