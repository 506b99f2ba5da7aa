"""Compartments: walls around a conflict or a source. What is behind one is, to others, as if it were not there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from civharm.accounts.members import member_row
from civharm.accounts.naming import checked_name
from civharm.casebook.custody import CustodyAction, hash_of
from civharm.model.errors import InvalidAccount, NotFound
from civharm.model.reports import Report

if TYPE_CHECKING:
    from civharm.accounts.models import CompartmentRow
    from civharm.casebook.store import Casebook


class RuleKind(StrEnum):
    """By what a compartment claims its reports."""

    SOURCE = "source"
    COUNTRY = "country"
    REPORT = "report"


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """All of a source (its name, or the domain of its addresses), all of a country, or one report (its id)."""

    kind: RuleKind
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compartment:
    """A wall: what is behind it, and who may look there (by login)."""

    name: str
    about: str
    rules: tuple[Rule, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """Which compartments a report is in. What is made of several reports is in the compartments of all of them."""

    by_rule: Mapping[Rule, frozenset[str]]

    def of_report(self, report: Report, countries: Iterable[str]) -> frozenset[str]:
        """The compartments of a report of which the countries of its claims are known."""
        rules = [Rule(RuleKind.REPORT, report.id)]
        rules += [Rule(RuleKind.COUNTRY, country.upper()) for country in countries]
        if report.source:
            rules.append(Rule(RuleKind.SOURCE, _key(report.source)))
        rules += [Rule(RuleKind.SOURCE, domain) for domain in _domains(report.url)]
        return frozenset().union(*(self.by_rule.get(rule, ()) for rule in rules))

    @property
    def version(self) -> str:
        """The same for the same walls: what was sorted behind others is sorted anew."""
        return hash_of(sorted((*rule_words(rule), sorted(names)) for rule, names in self.by_rule.items()))


def rule_words(rule: Rule) -> tuple[str, str]:
    """A rule as two words."""
    return rule.kind.value, rule.value


def walls_in_force(alias: str) -> Walls:
    """All walls of a casebook."""
    from civharm.accounts.models import CompartmentRuleRow

    by_rule: dict[Rule, set[str]] = defaultdict(set)
    rows = CompartmentRuleRow.objects.using(alias).values_list("kind", "value", "compartment__name")
    for kind, value, name in rows:
        by_rule[Rule(RuleKind(kind), value)].add(name)
    return Walls(by_rule={rule: frozenset(names) for rule, names in by_rule.items()})


def compartments(alias: str) -> tuple[Compartment, ...]:
    """All compartments, by name."""
    from civharm.accounts.models import CompartmentRow

    rows = CompartmentRow.objects.using(alias).order_by("name")
    return tuple(
        Compartment(
            name=row.name,
            about=row.about,
            rules=tuple(sorted(Rule(RuleKind(rule.kind), rule.value) for rule in row.rules.all())),
            people=tuple(sorted(grant.member.user.username for grant in row.grants.all())),
        )
        for row in rows.prefetch_related("rules", "grants__member__user")
    )


def compartments_of(alias: str, member_id: int) -> frozenset[str]:
    """The compartments that a person may look into."""
    from civharm.accounts.models import GrantRow

    names = GrantRow.objects.using(alias).filter(member_id=member_id)
    return frozenset(names.values_list("compartment__name", flat=True))


def add_rules(casebook: "Casebook", name: str, rules: Iterable[Rule], *, by: str, about: str = "") -> None:
    """Put something behind a wall, a new one if there is none of that name. Raises InvalidAccount."""
    from civharm.accounts.models import CompartmentRow, CompartmentRuleRow

    name = checked_name(name, what="a compartment")
    wanted = [_checked(rule) for rule in rules]
    with casebook.account_act(by=by) as writer:
        rows = CompartmentRow.objects.using(casebook.alias)
        row, _ = rows.get_or_create(name=name, defaults={"about": about, "made_at": writer.at})
        for rule in wanted:
            CompartmentRuleRow.objects.using(casebook.alias).get_or_create(
                compartment=row, kind=rule.kind.value, value=rule.value
            )
        detail = {"added": [rule_words(rule) for rule in wanted], "about": about}
        writer.log(CustodyAction.COMPARTMENT_CHANGED, _subject(row), detail)


def remove_rules(casebook: "Casebook", name: str, rules: Iterable[Rule], *, by: str) -> None:
    """Let something out of a compartment."""
    from civharm.accounts.models import CompartmentRuleRow

    unwanted = [_checked(rule) for rule in rules]
    with casebook.account_act(by=by) as writer:
        row = compartment_row(casebook.alias, name)
        for rule in unwanted:
            CompartmentRuleRow.objects.using(casebook.alias).filter(
                compartment=row, kind=rule.kind.value, value=rule.value
            ).delete()
        detail = {"removed": [rule_words(rule) for rule in unwanted]}
        writer.log(CustodyAction.COMPARTMENT_CHANGED, _subject(row), detail)


def grant(casebook: "Casebook", name: str, login: str, *, by: str) -> None:
    """Let a person look behind a wall."""
    from civharm.accounts.models import GrantRow

    with casebook.account_act(by=by) as writer:
        row, member = compartment_row(casebook.alias, name), member_row(casebook.alias, login)
        _, is_new = GrantRow.objects.using(casebook.alias).get_or_create(
            compartment=row, member=member, defaults={"granted_at": writer.at}
        )
        if is_new:
            writer.log(CustodyAction.COMPARTMENT_GRANTED, _subject(row), {"to": login})


def revoke(casebook: "Casebook", name: str, login: str, *, by: str) -> None:
    """Let a person look behind a wall no longer."""
    from civharm.accounts.models import GrantRow

    with casebook.account_act(by=by) as writer:
        row, member = compartment_row(casebook.alias, name), member_row(casebook.alias, login)
        gone, _ = GrantRow.objects.using(casebook.alias).filter(compartment=row, member=member).delete()
        if not gone:
            raise NotFound(f"{login} may not look into the compartment {name} as it is")
        writer.log(CustodyAction.COMPARTMENT_REVOKED, _subject(row), {"from": login})


def compartment_row(alias: str, name: str) -> "CompartmentRow":
    """The row of a compartment. Raises NotFound."""
    from civharm.accounts.models import CompartmentRow

    row = CompartmentRow.objects.using(alias).filter(name=name).first()
    if row is None:
        raise NotFound(f"there is no compartment {name}: `civharm people compartment list` names them")
    return row


def _subject(row: "CompartmentRow") -> str:
    """The chain holds the number, as names may say what they hide."""
    return f"compartment-{row.pk}"


def _checked(rule: Rule) -> Rule:
    value = rule.value.strip()
    if not value:
        raise InvalidAccount(f"an empty {rule.kind} names nothing")
    if rule.kind is RuleKind.COUNTRY:
        if len(value) != 2 or not value.isascii() or not value.isalpha():
            raise InvalidAccount(f"{value!r} is no country: give its code of two letters, as IQ or SY")
        return Rule(rule.kind, value.upper())
    return Rule(rule.kind, _key(value) if rule.kind is RuleKind.SOURCE else value)


def _key(source: str) -> str:
    return " ".join(source.split()).casefold()


def _domains(url: str | None) -> list[str]:
    """The host of an address and all domains above it: news.example.org, example.org."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # as "http://[": an address that leads nowhere is of no domain
        return []
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]
