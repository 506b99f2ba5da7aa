"""Belligerents in a sentence and their part: who attacked, who was aimed at, who holds the place.

Arabic names the attacker after the noun of the attack ("قصف لقوات ..."), after its verb ("استهدفت قوات ..."), before a
verb, after "من قبل", or by an adjective of nation ("قصف تركي"). A party that none of these points to gets no part.
"The occupation" is the party that the report calls so in full ("the Turkish occupation").
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass

from civharm.claims.arabic.lexicon import Lexicon, PhraseIndex
from civharm.claims.arabic.tokens import Sentence, Token
from civharm.codebook import Codebook
from civharm.lang.arabic import fold_word
from civharm.model.claims import Involvement, Party, PartyPart

#: How many tokens a cue may stand before or after the party.
_NOUN_REACH = 5
_VERB_REACH = 3
_NEAR = 2
#: How many tokens "from areas under the control of", or "believed to be", may take.
_FROM_REACH = 4
_AND = "و"
_ONE_ATTACKS = {PartyPart.ATTACKER, None}


@dataclass(frozen=True, slots=True)
class PartyMention:
    """The party with this codebook id in tokens `first` to `end`."""

    belligerent_id: str
    first: int
    end: int


class PartyFinder:
    """Finds belligerents by their Arabic names in the codebook."""

    def __init__(self, codebook: Codebook, lexicon: Lexicon) -> None:
        self._codebook = codebook
        self._lexicon = lexicon
        self._bearer: str | None = None
        self._names = PhraseIndex(
            {
                tuple(fold_word(name).split()): belligerent.id
                for belligerent in codebook.belligerents
                for name in (*belligerent.aliases.ar, belligerent.name_ar)
                if name
            }
        )

    def for_report(self, sentences: Iterable[Sentence]) -> "PartyFinder":
        """The finder for one report, in which a shared name is that of the party that bears it in full most often."""
        bearers = Counter(
            mention.belligerent_id
            for sentence in sentences
            for mention in self.mentions(sentence.tokens)
            if self._is_in_full(sentence.tokens, mention)
        )
        bound = copy(self)
        bound._bearer = min(bearers, key=lambda one: (-bearers[one], one), default=None)
        return bound

    def _is_in_full(self, tokens: Sequence[Token], mention: PartyMention) -> bool:
        """ "the Turkish occupation": a shared name with the words that tell whose it is."""
        length = self._lexicon.named("shared_names", tokens, mention.first)
        return bool(length) and mention.first + length < mention.end

    def mentions(self, tokens: Sequence[Token]) -> list[PartyMention]:
        """Every party named, the longest name at each place; adjectives of nation count as their forces."""
        found, at = list[PartyMention](), 0
        while at < len(tokens):
            named = self._shared(tokens, at) or self._named(tokens, at) or self._adjective(tokens, at)
            if named:
                found.append(PartyMention(named[0], at, at + named[1]))
            at += named[1] if named else 1
        return found

    def _named(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """ "طيران التحالف العربي" is of the Arab coalition: a name that begins within another and goes on longer is meant."""
        found = self._names.at(tokens, at)
        for inside in range(at + 1, at + found[1]) if found else ():
            later = self._names.at(tokens, inside)
            if found and later and inside + later[1] > at + found[1]:
                return later[0], inside + later[1] - at
        return found

    def _shared(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """A name that several parties share, where the report says whose it is and nothing longer stands there."""
        length = self._lexicon.named("shared_names", tokens, at) if self._bearer else 0
        longer = self._names.at(tokens, at)
        if not (length and self._bearer) or (longer and longer[1] > length):
            return None
        return self._bearer, length

    def names(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The canonical names of the parties among the tokens."""
        found = (self._codebook.belligerent(mention.belligerent_id) for mention in self.mentions(tokens))
        return tuple(belligerent.name for belligerent in found if belligerent)

    def parties(self, sentence: Sentence) -> tuple[Party, ...]:
        """The parties of a sentence that have a part in the attack, each once."""
        parties: dict[tuple[str, PartyPart], Party] = {}
        mentions = self.mentions(sentence.tokens)
        for mention, part in zip(mentions, self._parts(sentence.tokens, mentions), strict=True):
            if part:
                party = self._party(sentence, mention, part)
                parties.setdefault((party.name, part), party)
        return tuple(parties.values())

    def _parts(self, tokens: Sequence[Token], mentions: Sequence[PartyMention]) -> list[PartyPart | None]:
        """The part of each; who is told as the partner of an attacker attacks with it."""
        parts: list[PartyPart | None] = []
        for number, mention in enumerate(mentions):
            before = mentions[number - 1] if number else None
            parts.append(self._part_after(tokens, mention, before=before, taken=parts[-1] if parts else None))
        for number in range(1, len(mentions)):
            first, second = mentions[number - 1], mentions[number]
            if {parts[number - 1], parts[number]} == _ONE_ATTACKS and self._are_partners(
                tokens, first, second
            ):
                parts[number - 1] = parts[number] = PartyPart.ATTACKER
        return parts

    def _part_after(
        self,
        tokens: Sequence[Token],
        mention: PartyMention,
        *,
        before: PartyMention | None,
        taken: PartyPart | None,
    ) -> PartyPart | None:
        """The part of a mention, if the attack that stands before it is not another's (`taken`) already."""
        if before is None or self._are_partners(tokens, before, mention):
            return self._part(tokens, mention, since=0)
        is_struck = taken is PartyPart.ATTACKER and self._verb_follows(tokens, before.end)
        if is_struck and self._within(tokens, "attack_verbs", mention.first, _NEAR):
            return PartyPart.TARGET
        return self._part(tokens, mention, since=before.end if taken else 0)

    def _are_partners(self, tokens: Sequence[Token], first: PartyMention, second: PartyMention) -> bool:
        """ "the army and its ally", "the army together with its ally", "the army's allied forces"."""
        between = self._with_its_men(tokens, second.first) - first.end
        if between <= 0:
            return True
        if between == 1 and tokens[first.end].word == _AND:
            return True
        return self._lexicon.named("partners", tokens, first.end) == between

    def _party(self, sentence: Sentence, mention: PartyMention, part: PartyPart) -> Party:
        belligerent = self._codebook.belligerent(mention.belligerent_id)
        span = sentence.span_of(mention.first, mention.end)
        return Party(
            name=belligerent.name if belligerent else mention.belligerent_id,
            id=mention.belligerent_id,
            part=part,
            involvement=Involvement.SUSPECTED,
            words=span.of(sentence.folded.original),
            span=span,
        )

    def _adjective(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """ "قصف تركي": only next to an attack, or any Turk would be one of the forces."""
        nation = next(
            (
                self._lexicon.adjectives[f.word]
                for f in tokens[at].forms
                if f.word in self._lexicon.adjectives
            ),
            None,
        )
        is_of_attack = self._within(tokens, "attack_nouns", at, _VERB_REACH)
        if nation and (is_of_attack or self._within(tokens, "origins", at, _NEAR)):
            return nation, 1
        return None

    def _part(self, tokens: Sequence[Token], mention: PartyMention, *, since: int) -> PartyPart | None:
        first = mention.first
        men = self._with_its_men(tokens, first)
        if self._is_fired_from(tokens, men):
            return PartyPart.ATTACKER
        if self._within(tokens, "holder_words", first, _NEAR):
            return PartyPart.HOLDER
        if self._ends_before(tokens, "by_agent", men) or self._owns_weapon(tokens, first):
            return PartyPart.ATTACKER
        if self._within(tokens, "target_words", first, _NEAR):
            return PartyPart.TARGET
        if (
            self._within(tokens, "attack_nouns", first, min(_NOUN_REACH, first - since))
            or self._within(tokens, "origins", first, _NEAR)
            or self._within(tokens, "attack_verbs", first, min(_NEAR, first - since))
            or self._verb_follows(tokens, mention.end)
        ):
            return PartyPart.ATTACKER
        return None

    def _is_fired_from(self, tokens: Sequence[Token], before: int) -> bool:
        """ "shelling from areas that the army controls": where the fire came from names who fired."""
        for at in range(before - 1, max(-1, before - 1 - _FROM_REACH), -1):
            if self._lexicon.named("fired_from", tokens, at) == before - at:
                return self._within(tokens, "attack_nouns", at, _NOUN_REACH)
        return False

    def _within(self, tokens: Sequence[Token], cues: str, before: int, reach: int) -> bool:
        for at in range(before - 1, max(-1, before - 1 - reach), -1):
            if tokens[at].is_sign or self._lexicon.is_word("stops", tokens[at]):
                return False
            if self._lexicon.named(cues, tokens, at):
                return True
        return False

    def _with_its_men(self, tokens: Sequence[Token], first: int) -> int:
        """ "by fire of members of the force": where the words for the party's men begin."""
        while first and self._lexicon.named("men_of", tokens, first - 1) == 1:
            first -= 1
        return first

    def _owns_weapon(self, tokens: Sequence[Token], first: int) -> bool:
        """ "an aircraft of the force": what belongs to the party is what struck, not what was struck."""
        for at in range(first - 1, max(-1, first - 1 - _NEAR), -1):
            if self._lexicon.named("belonging", tokens, at):
                return self._within(tokens, "weapons_of", self._before_hedge(tokens, at), _NOUN_REACH)
        return False

    def _before_hedge(self, tokens: Sequence[Token], at: int) -> int:
        """ "a drone, believed to belong to X": the comma before what is only believed."""
        commas = (comma for comma in range(at - 1, max(0, at - _FROM_REACH), -1) if tokens[comma].is_sign)
        comma = next(commas, at)
        return comma if comma < at and self._lexicon.named("rumours", tokens, comma + 1) else at

    def _ends_before(self, tokens: Sequence[Token], cues: str, before: int) -> bool:
        return any(
            at >= 0 and self._lexicon.named(cues, tokens, at) == before - at
            for at in (before - 1, before - 2)
        )

    def _verb_follows(self, tokens: Sequence[Token], end: int) -> bool:
        for at in range(end, min(end + _VERB_REACH, len(tokens))):
            if tokens[at].is_sign:
                return False
            if self._lexicon.named("attack_verbs", tokens, at) and not tokens[at].is_joined:
                return True
        return False
