"""A report that names its dead and counts them nowhere: the names are the count (METHOD T2)."""

from collections.abc import Iterator, Sequence

from civharm.claims.arabic.casualties import CasualtyMention
from civharm.claims.arabic.findings import Finding
from civharm.claims.arabic.people import People
from civharm.claims.arabic.tokens import Sentence
from civharm.claims.arabic.victims import NamedVictim
from civharm.lang.arabic import fold_word
from civharm.model.casualties import Count, Harm
from civharm.model.claims import ClaimKind

_RULE = "T2:named"


def listed_findings(
    named: Sequence[NamedVictim], findings: Sequence[Finding], sentences: Sequence[Sentence]
) -> Iterator[Finding]:
    """A finding for each harm that only a list of names tells of, in the sentence where the list begins."""
    counted = {mention.harm for finding in findings for mention in finding.mentions}
    for harm in dict.fromkeys(victim.harm for victim in named):
        if harm is None or counted & {harm, Harm.KILLED_OR_INJURED}:
            continue
        victims = [victim for victim in named if victim.harm is harm]
        number = victims[0].sentence
        yield Finding(
            kind=ClaimKind.HARM,
            number=number,
            sentence=sentences[number],
            mentions=(_mention(harm, victims, sentences[number]),),
        )


def _mention(harm: Harm, victims: Sequence[NamedVictim], sentence: Sentence) -> CasualtyMention:
    distinct = len({fold_word(victim.name).split()[0] for victim in victims})
    end = len(sentence.tokens)
    people = People(first=0, end=end, count=Count(min=distinct, max=distinct, rule=_RULE), is_counted=True)
    return CasualtyMention(first=0, end=end, harm=harm, people=(people,))
