"""Reports and claims in domain words: `story.says("Outlet A", "killed 12 civilians", ...)`.

A Story collects reports with their texts and claims, as the readers would hand them on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from civharm.assessments.assess import assess
from civharm.codebook import default_codebook
from civharm.incidents.identity import identify
from civharm.incidents.link import link_claims
from civharm.model.assessments import Assessment, Toll
from civharm.model.casualties import Casualties, Count, Harm, Open, Status
from civharm.model.claims import (
    Claim,
    ClaimKind,
    Involvement,
    Origin,
    Party,
    PartyPart,
    Position,
    Response,
    Stance,
    claim_id,
)
from civharm.model.ids import stable_id
from civharm.model.incidents import Incident, Linked
from civharm.model.places import Place, PlacePrecision
from civharm.model.reports import Report
from civharm.model.spans import Quote, Span
from civharm.model.speakers import Speaker, SpeakerKind
from civharm.model.times import When

DAY = date(2017, 3, 17)
PLACES = {
    "Orchard Quarter": (36.338, 43.110, PlacePrecision.NEIGHBOURHOOD, 800),
    "Mill Quarter": (36.380, 43.170, PlacePrecision.NEIGHBOURHOOD, 800),
    "Mosul": (36.335, 43.119, PlacePrecision.CITY, 8_000),
    "Tel Zaytun": (36.100, 42.900, PlacePrecision.VILLAGE, 1_500),
    "Rumman Town": (36.120, 43.020, PlacePrecision.TOWN, 2_500),
    "Wardan": (34.000, 44.500, PlacePrecision.TOWN, 2_500),
    "Nineveh": (36.2, 42.6, PlacePrecision.PROVINCE, 80_000),
}


def place(name: str) -> Place:
    """A known place of the test map, or a name that no gazetteer has."""
    if name not in PLACES:
        return Place(words=name, name=name)
    lat, lon, precision, radius = PLACES[name]
    return Place(
        words=name,
        name=name,
        id=f"test:{name}",
        country="IQ",
        lat=lat,
        lon=lon,
        precision=precision,
        radius_m=radius,
    )


def speaker(
    name: str | None, *, party: str | None = None, kind: SpeakerKind = SpeakerKind.MEDICAL
) -> Speaker:
    """A named speaker, or an anonymous one."""
    if name is None:
        return Speaker(name=None, role=None, kind=SpeakerKind.ANONYMOUS, words="a local official")
    return Speaker(name=name, role=None, kind=kind, words=name, party=party)


def count(words: str) -> Count:
    """ "12", "12-15", "12+" (at least), ">12" (more than), "<12" (up to), "~12-24" (a vague word), "*2" (counted from names), "?"."""
    if words == "?":
        return Count(min=None, max=None, words=words, rule="T13")
    if words.startswith("<"):
        return Count(min=None, max=int(words[1:]), open=Open.BELOW, words=words)
    rules = {"~": "profile:airwars@1", "*": "listed", ">": "number:more_than"}
    rule = rules.get(words[0], "number:exact")
    low, _, high = words.strip("~*+>").partition("-")
    side = Open.ABOVE if words.endswith("+") or words.startswith(">") else None
    return Count(min=int(low), max=int(high or low), open=side, words=words, rule=rule)


def people(text: str) -> Casualties:
    """ "killed 12 civilian", "injured 3 unknown children", "killed 2 combatant all part"."""
    harm, number, status, *rest = text.split()
    return Casualties(
        harm=Harm(harm),
        status=Status(status),
        count=count(number),
        group=rest[0] if rest else "all",
        part_of="total" if "part" in rest else None,
    )


@dataclass
class Story:
    """Reports, their texts and claims."""

    reports: list[Report] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)

    def report(self, source: str, text: str = "", *, published: date | None = DAY) -> str:
        """A report with this text (by default one that resembles no other); returns its id."""
        words = text or own_words(f"{source} {len(self.reports)}")
        identity = stable_id(source, words, len(self.reports))
        self.reports.append(
            Report(
                id=identity,
                sha256=identity,
                capture_sha256=identity,
                rendition_id=identity,
                source=source,
                published=When.on(published) if published else None,
                language="en",
                chars=len(words),
            )
        )
        self.texts[identity] = words
        return identity

    def claim(self, report: str, kind: ClaimKind = ClaimKind.HARM, **fields: Any) -> Claim:
        """A claim of a report; it quotes the whole text of the report unless told otherwise."""
        text = self.texts[report]
        number = sum(claim.report_id == report for claim in self.claims)
        defaults: dict[str, Any] = {
            "id": claim_id(report_sha256=report, kind=kind, words=text, ordinal=number),
            "report_id": report,
            "kind": kind,
            "language": "en",
            "span": Span(0, len(text)),
            "quote": Quote(exact=text),
            "origin": Origin(by="machine", name="test", version="1"),
            "ordinal": number,
            "occurrence": "o1",
        }
        claim = Claim(**{**defaults, **fields})
        self.claims.append(claim)
        return claim

    def harm(
        self,
        source: str,
        *counts: str,
        by: str | Sequence[str] = (),
        at: str | None = "Orchard Quarter",
        on: date | When | None = DAY,
        **fields: Any,
    ) -> Claim:
        """A report by `source` with one harm claim; `by` names attackers."""
        text, published = fields.pop("text", ""), fields.pop("published", DAY)
        report = fields.pop("report", None) or self.report(source, text, published=published)
        return self.claim(
            report,
            casualties=tuple(people(text) for text in counts),
            parties=attackers(by),
            where=(place(at),) if at else (),
            when=When.on(on) if isinstance(on, date) else on,
            event=fields.pop("event", "airstrike"),
            **fields,
        )

    def response(self, source: str, party: str, position: Position, **fields: Any) -> Claim:
        """A party's answer to what it is accused of, in a report of its own."""
        conceded = fields.pop("conceded", None)
        of_harm = fields.pop("of_harm", True)
        at, on = fields.pop("at", "Orchard Quarter"), fields.pop("on", DAY)
        report = fields.pop("report", None) or self.report(source)
        return self.claim(
            report,
            ClaimKind.RESPONSE,
            response=Response(
                position=position, party=party, conceded_min=conceded, conceded_max=conceded, of_harm=of_harm
            ),
            speaker=speaker(f"Spokesman of {party}", party=party, kind=SpeakerKind.MILITARY),
            where=(place(at),),
            when=When.on(on),
            event="airstrike",
            parties=attackers(party),
            **fields,
        )

    def copied(self, report_id: str, source: str, published: date | None = DAY) -> str:
        """A reprint of a report by another source, with the same claims."""
        copy = self.report(source, self.texts[report_id], published=published)
        for number, claim in enumerate([claim for claim in self.claims if claim.report_id == report_id]):
            identity = claim_id(report_sha256=copy, kind=claim.kind, words=claim.quote.exact, ordinal=number)
            self.claims.append(replace(claim, id=identity, report_id=copy))
        return copy

    def linked(self) -> Linked:
        """The claims linked."""
        return link_claims(self.reports, self.texts, self.claims)

    def incident(self) -> Incident:
        """The one incident of the story."""
        linked = self.linked()
        assert len(linked.incidents) == 1, f"{len(linked.incidents)} incidents, {len(linked.leads)} leads"
        return identify(linked.incidents).incidents[0]

    def assessed(self) -> Assessment:
        """The assessment of the one incident of the story."""
        return assess(self.incident(), self.claims, self.reports, codebook=default_codebook())

    def toll(self, counted: str = "killed civilian") -> str:
        """ "3–5", "5", "?–12" or "?": a toll as a recorder writes it."""
        harm, status, *group = counted.split()
        toll = self.assessed().toll(Harm(harm), Status(status), group[0] if group else "all")
        return shown(toll)


def own_words(of: str) -> str:
    """Twenty words that no other text has."""
    return " ".join(stable_id(of, number)[:8] for number in range(20))


def attackers(names: str | Sequence[str]) -> tuple[Party, ...]:
    """Suspected attackers."""
    listed = [names] if isinstance(names, str) else names
    return tuple(
        Party(name=name, id=None, part=PartyPart.ATTACKER, involvement=Involvement.SUSPECTED, words=name)
        for name in listed
    )


def shown(toll: Toll | None) -> str:
    """Minimum and maximum, "?" for an unknown end."""
    if toll is None:
        return "?"
    low, high = ("?" if bound.value is None else str(bound.value) for bound in (toll.min, toll.max))
    return low if low == high else f"{low}–{high}"


__all__ = ["DAY", "Stance", "Story", "attackers", "people", "place", "shown", "speaker"]
