"""What stands of an incident at a moment, in words; and what differs between two moments.

The words come from numbers, closed lists and lists of places and parties alone. A place or a party that no list knows
is called by the words of a report, which may name a person: it is told as such and not named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civharm.model.assessments import SET_BY_HAND, Assessment, Toll
from civharm.model.casualties import Harm, Status
from civharm.model.claims import PartyPart
from civharm.model.incidents import Incident, RecordStatus
from civharm.model.places import Place
from civharm.web.naming import party_name
from civharm.web.terms import event_words, term_words
from civharm.web.words import harmed_words, listed, metres_words, place_words, range_words, when_words

#: What stands of an incident, by what it is about, in the order of the screen.
Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that came out otherwise; None where it was not there."""

    label: str
    before: str | None
    after: str | None


def facts_of(incident: Incident | None, assessment: Assessment | None) -> Facts:
    """What stands; nothing of an incident that is not composed."""
    if incident is None:
        return {}
    return dict((*_composed(incident), *(_assessed(assessment) if assessment else ())))


def differences(before: Facts, after: Facts) -> tuple[Change, ...]:
    """What came out otherwise, in the order of the screen."""
    labels = dict.fromkeys((*after, *before))
    return tuple(
        Change(label=label, before=before.get(label), after=after.get(label))
        for label in labels
        if before.get(label) != after.get(label)
    )


def _composed(incident: Incident) -> Iterator[tuple[str, str]]:
    is_lead = incident.status is RecordStatus.LEAD
    lacks = listed(map(term_words, incident.lacks))
    yield _("Record"), _("a lead: %(lacks)s") % {"lacks": lacks} if is_lead else incident.code or incident.id
    yield _("When"), when_words(incident.when)
    yield _("Where"), _place(incident.where)
    if incident.event:
        yield _("Kind of attack"), event_words(incident.event)
    if attackers := _attackers(incident):
        yield _("Said to have attacked"), attackers
    claims, reports = len(incident.claims), incident.report_count
    yield (
        _("Evidence"),
        _("%(claims)s in %(reports)s, %(clusters)s")
        % {
            "claims": ngettext("%(n)d claim", "%(n)d claims", claims) % {"n": claims},
            "reports": ngettext("%(n)d report", "%(n)d reports", reports) % {"n": reports},
            "clusters": ngettext(
                "%(n)d independent cluster", "%(n)d independent clusters", len(incident.clusters)
            )
            % {"n": len(incident.clusters)},
        },
    )
    if incident.aliases:
        yield _("Also known as"), listed(incident.aliases)


def _place(place: Place | None) -> str:
    if place is None:
        return _("unplaced")
    how = listed((term_words(place.precision), metres_words(place.radius_m)))
    name = place_words(replace(place, within=None)) if place.id else _("a place that no gazetteer knows")
    return f"{name} ({how})"


def _attackers(incident: Incident) -> str:
    names = (
        party_name(party.name) if party.id else _("a party that no list knows")
        for party in incident.parties
        if party.part is PartyPart.ATTACKER
    )
    return listed(dict.fromkeys(names))


def _assessed(assessment: Assessment) -> Iterator[tuple[str, str]]:
    for toll in assessment.standing_tolls:
        yield toll_label(toll.harm, toll.status, toll.group), _range(toll, assessment)
    yield _("Strike status, machine"), term_words(assessment.strike_status)
    if assessment.signed_strike_status:
        yield _("Strike status, set by a person"), term_words(assessment.signed_strike_status)
    yield _("Grade, machine"), term_words(assessment.proposed_grading or "ungraded")
    if assessment.grading:
        yield _("Grade, signed"), term_words(assessment.grading)
    for conceded in assessment.conceded:
        killed = range_words(conceded.killed_min, conceded.killed_max)
        yield (
            _("What %(party)s says itself") % {"party": party_name(conceded.party)},
            _("%(position)s; killed, as conceded: %(killed)s")
            % {"position": term_words(conceded.position), "killed": killed},
        )
    if assessment.is_signed_off:
        yield _("Signed off"), _("by a second look")


def toll_label(harm: Harm, status: Status, group: str) -> str:
    """Whom a toll counts, as the screen calls it: `Civilians killed`."""
    label = harmed_words(harm, status, group)
    return label[:1].upper() + label[1:]


def _range(toll: Toll, assessment: Assessment) -> str:
    words = range_words(toll.min.value, toll.max.value)
    if SET_BY_HAND not in (toll.min.rule, toll.max.rule):
        return words
    machine = assessment.machine_toll(toll.harm, toll.status, toll.group)
    found = range_words(machine.min.value, machine.max.value) if machine else range_words(None, None)
    return _("%(range)s (set by hand; machine: %(machine)s)") % {"range": words, "machine": found}
