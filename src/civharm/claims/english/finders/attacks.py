"""Attacks: the words for what was done and with what, and who did it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from spacy.tokens import Token

from civharm.claims.english.document import EnglishDocument
from civharm.claims.english.finders.taking_part import as_party, joined_to, parties_of, party_of
from civharm.claims.english.findings import Finding
from civharm.claims.english.frames import (
    agents,
    chars,
    clause_head,
    has_perfect,
    is_realised,
    objects,
    phrase,
    subjects,
)
from civharm.claims.english.parties import ACCUSING
from civharm.codebook import Codebook
from civharm.codebook.entries import Weapon
from civharm.model.claims import ClaimKind, Involvement, Party, PartyPart, Stance
from civharm.model.spans import Span
from civharm.model.speakers import SpeakerKind


@dataclass(frozen=True, slots=True)
class AttackLexicon:
    """The codebook's weapons and events as one pattern, more specific words first."""

    pattern: re.Pattern[str]
    by_words: dict[str, Weapon]
    verbs: dict[str, str]
    nouns: frozenset[str]
    uses: frozenset[str]
    launching: frozenset[str]
    projectiles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackWords:
    """Words that name an attack or a weapon, with what the codebook makes of them."""

    span: Span
    event: str
    weapon: str | None


#: Attacks that nobody makes.
_BODILY = frozenset({"heart", "panic", "asthma", "anxiety"})
#: Words that fit any kind of attack: a more specific one in the clause says more.
GENERAL_EVENTS = frozenset({"assault", "attack", "bombing", "offensive", "raid", "clash"})

#: What stands before a verb without doing what it tells.
_CIRCUMSTANCES = frozenset({"prep", "advcl", "mark", "nsubjpass", "ccomp", "punct"})
#: What a bare verb tells of the kind of attack; the others are an "assault".
_EVENT_OF_VERB = {
    "bomb": "bombing",
    "bombard": "shelling",
    "shell": "shelling",
    "pound": "shelling",
    "raid": "raid",
    "storm": "raid",
    "ambush": "ambush",
    "invade": "invasion",
    "execute": "execution",
    "behead": "execution",
    "kidnap": "abduction",
    "abduct": "abduction",
}


def attack_lexicon(codebook: Codebook) -> AttackLexicon:
    """Compile the English words for weapons and attacks."""
    by_words = {alias.lower(): weapon for weapon in codebook.weapons for alias in weapon.aliases.en}
    alternatives = "|".join(re.escape(w) for w in sorted(by_words, key=len, reverse=True))
    cues = codebook.cues("en-events")
    return AttackLexicon(
        pattern=re.compile(rf"(?<![\w])(?:{alternatives})(?![\w])", re.IGNORECASE),
        by_words=by_words,
        verbs={verb: _EVENT_OF_VERB.get(verb, "attack") for verb in cues["attack_verbs"]},
        nouns=frozenset(cues["attack_nouns"]),
        launching=frozenset(cues["launching_verbs"]),
        projectiles=frozenset(cues["projectiles"]),
        uses=frozenset((*cues["weapon_uses"], *cues["attack_verbs"])),
    )


def find_attack_words(document: EnglishDocument, lexicon: AttackLexicon) -> tuple[AttackWords, ...]:
    """All words for attacks and weapons, in the order of the text."""
    return tuple(
        AttackWords(span=Span(*match.span()), event=weapon.event, weapon=weapon.weapon)
        for match in lexicon.pattern.finditer(document.text)
        for weapon in (lexicon.by_words[match.group().lower()],)
    )


def find_attacks(document: EnglishDocument, lexicon: AttackLexicon) -> Iterator[Finding]:
    """One finding for each kind of attack that a clause tells of as having happened.

    General words ("attack", "fighting") count only in clauses without a more specific word, and where
    somebody is said to take part.
    """
    by_clause: dict[int, dict[str, Finding]] = {}
    for token, event, weapon in [*_by_words(document, lexicon), *_by_verbs(document, lexicon)]:
        verb = clause_head(token)
        if is_realised(verb) and not _is_bodily(token):
            told = by_clause.setdefault(verb.i, {})
            if event not in told:
                told[event] = _finding(document, token, (event, weapon), lexicon)
    for told in by_clause.values():
        specific = [one for one in told.values() if one.event not in GENERAL_EVENTS or one.weapon is not None]
        general = [one for one in told.values() if one.parties or _is_told_as_done(one)]
        yield from specific or general[:1]


def _is_told_as_done(attack: Finding) -> bool:
    """ "Gunmen attacked a checkpoint": one act in the past, not "the fighting goes on"."""
    is_act = attack.event in {"assault", "attack", "bombing", "raid"}
    return is_act and clause_head(attack.trigger).tag_ == "VBD"


def _by_words(document: EnglishDocument, lexicon: AttackLexicon) -> Iterator[tuple[Token, str, str | None]]:
    for words in find_attack_words(document, lexicon):
        token = document.token_at(words.span)
        if token is not None and _tells_of_attack(token, words, lexicon):
            yield token, words.event, words.weapon


def _by_verbs(document: EnglishDocument, lexicon: AttackLexicon) -> Iterator[tuple[Token, str, str | None]]:
    for token in chain.from_iterable(document.parsed):
        if token.lemma_.lower() in ACCUSING and any(
            party_of(document, accused) for accused in _accused(token)
        ):
            yield token, "attack", None
        if _is_attack_by_verb(token, lexicon):
            yield token, _event_of(token, lexicon), None


def _event_of(token: Token, lexicon: AttackLexicon) -> str:
    """What a verb or a general noun tells of the kind of attack."""
    lemma = token.lemma_.lower()
    if lemma in lexicon.launching:
        return "shelling"
    return lexicon.verbs.get(lemma, "invasion" if token.lower_ == "invasion" else "offensive")


def _tells_of_attack(token: Token, words: AttackWords, lexicon: AttackLexicon) -> bool:
    """Nouns of attack as arguments of a verb; a mere weapon needs a verb that uses it ("cars blocked the road")."""
    if token.pos_ not in {"NOUN", "PROPN", "VERB"} or token.dep_ in {"compound", "amod", "poss"}:
        return False
    users = [clause_head(token), *(child for child in token.children if child.dep_ == "acl")]
    is_act = words.weapon is None or token.pos_ == "VERB"
    return is_act or any(user.lemma_.lower() in lexicon.uses for user in users)


def _is_attack_by_verb(token: Token, lexicon: AttackLexicon) -> bool:
    if token.pos_ == "VERB" and token.lemma_.lower() in lexicon.launching:
        launched = [*objects(token), *subjects(token)]
        return is_realised(token) and any(word.lower_ in lexicon.projectiles for word in launched)
    if token.dep_ == "acl" and token.tag_ == "VBG" and _names_attack(token.head, lexicon):
        return False  # "an airstrike targeting a convoy" is one attack
    if token.pos_ == "VERB" and token.lemma_.lower() in lexicon.verbs:
        return is_realised(token) and (bool(objects(token)) or bool(agents(token)) or bool(subjects(token)))
    if token.pos_ == "NOUN" and token.lower_ in lexicon.nouns and token.dep_ not in {"compound", "amod"}:
        return is_realised(clause_head(token))
    return False


def _is_bodily(attack: Token) -> bool:
    """ "A heart attack"."""
    return any(child.dep_ == "compound" and child.lower_ in _BODILY for child in attack.children)


def _finding(
    document: EnglishDocument, token: Token, kind: tuple[str, str | None], lexicon: AttackLexicon
) -> Finding:
    event, weapon = kind
    return Finding(
        kind=ClaimKind.ATTACK,
        trigger=token,
        event=event,
        weapon=weapon,
        parties=(
            *(attackers(document, token) or _attackers_in(document, token, lexicon)),
            *_targets(document, token),
        ),
        theme=theme_of(token),
        refers_back=refers_back(token, lexicon),
        is_motive=document.motive_at(token.idx) is not None,
    )


def attackers(document: EnglishDocument, token: Token) -> tuple[Party, ...]:
    """Who did it: agent or subject of the clause, "Israeli airstrike", "a strike by …", "their invasion"."""
    verb = token if token.pos_ == "VERB" else clause_head(token)
    doers = _accused(verb)
    tells_only = _only_tells(document, verb)
    if not doers and not tells_only:
        doers = agents(verb)
    if not doers and not tells_only and not _is_victim_subject(verb, token):
        doers = [subject for subject in subjects(verb) if subject.i != token.i]
    found = parties_of(document, doers, part=PartyPart.ATTACKER, involvement=Involvement.SUSPECTED)
    if not found:
        blamed = [spot for doer in doers for spot in _held_responsible(doer)]
        found = parties_of(document, blamed, part=PartyPart.ATTACKER, involvement=Involvement.SUSPECTED)
    return found or _beside(document, token) or _telling_of_itself(document, token)


def _attackers_in(document: EnglishDocument, verb: Token, lexicon: AttackLexicon) -> tuple[Party, ...]:
    """Who made the strike in "the house was hit in a coalition strike"."""
    if verb.pos_ != "VERB":
        return ()
    after = (obj for child in verb.rights if child.dep_ in {"prep", "agent"} for obj in child.children)
    strike = next((obj for obj in after if _names_attack(obj, lexicon)), None)
    return _beside(document, strike) if strike is not None else ()


def _only_tells(document: EnglishDocument, verb: Token) -> bool:
    """ "The deaths were reported by the army" accuses nobody; who claims an attack says whose it was."""
    spoken = next((each for each in document.attributions if each.cue.start == verb.idx), None)
    return spoken is not None and not (spoken.cue_lemma == "claim" and spoken.stance is Stance.ASSERTED)


def _telling_of_itself(document: EnglishDocument, token: Token) -> tuple[Party, ...]:
    """An armed group that announces an operation against its enemy means its own."""
    spoken = document.attribution_of(token.idx)
    if spoken is None or spoken.speaker.kind is not SpeakerKind.ARMED_GROUP or not _targets(document, token):
        return ()
    own = [p for p in document.parties if p.name == spoken.speaker.party and p.span.overlaps(spoken.source)]
    return tuple(
        as_party(document, mention, part=PartyPart.ATTACKER, involvement=Involvement.KNOWN)
        for mention in own[:1]
    )


def _accused(verb: Token) -> list[Token]:
    """Whom a speaker holds responsible: "blamed the coalition", "was blamed on the coalition", "attributed to"."""
    if verb.lemma_.lower() not in ACCUSING:
        return []
    to = [obj for child in verb.children if child.lower_ in {"on", "to"} for obj in child.children]
    return [obj for obj in to if obj.dep_ == "pobj"] or objects(verb)


def _held_responsible(attack: Token) -> list[Token]:
    """Who is blamed for it, or claims it, in a relative clause: "the strike, which activists blamed on the army"."""
    told = (c for c in attack.children if c.dep_ in {"relcl", "acl"} and attack.pos_ != "VERB")
    return [doer for verb in told for doer in _accused(verb) or _claimants(verb)]


def _claimants(verb: Token) -> list[Token]:
    """Who claims it: "the bombing, for which the rebels claimed responsibility"."""
    is_claim = any(obj.lemma_ in {"responsibility", "credit"} for obj in objects(verb))
    return subjects(verb) if is_claim and is_realised(verb) else []


def _is_victim_subject(verb: Token, token: Token) -> bool:
    """In "civilians were hit by an airstrike" the subject suffers."""
    return any(child.dep_ == "nsubjpass" for child in verb.children)


def _beside(document: EnglishDocument, token: Token) -> tuple[Party, ...]:
    """A party inside the noun phrase of the attack, or in "by …", "from …", "of …" after it."""
    own = [token] if token.pos_ != "VERB" else [c for c in token.lefts if c.dep_ not in _CIRCUMSTANCES]
    spans = [chars(phrase(word)) for word in (*own, *_held_responsible(token))]
    for child in token.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            spans.append(chars(token.doc[child.i : child.right_edge.i + 1]))
        if child.dep_ == "acl":
            spans.extend(chars(phrase(agent)) for agent in agents(child))
        if child.dep_ == "poss" and child.lower_ in {"their", "its", "his"}:
            before = [
                p
                for p in document.parties
                if p.span.end <= child.idx and p.span.start >= token.sent.start_char
            ]
            spans.extend(party.span for party in before[-1:])
    mentions = [party for span in spans for party in document.parties_within(span)]
    return tuple(
        as_party(document, mention, part=PartyPart.ATTACKER, involvement=Involvement.SUSPECTED)
        for first in mentions[:1]
        for mention in joined_to(document, first, mentions)
    )


def _targets(document: EnglishDocument, token: Token) -> tuple[Party, ...]:
    verb = token if token.pos_ == "VERB" else clause_head(token)
    if verb.lemma_.lower() in ACCUSING:
        return ()
    hit = [obj for obj in objects(verb) if obj.i != token.i]
    hit += [obj for child in token.children if child.lower_ in {"on", "against"} for obj in child.children]
    aimed = [child for child in token.children if child.dep_ == "acl" and child.tag_ == "VBG"]
    hit += [obj for child in aimed for obj in objects(child)]
    return parties_of(document, hit, part=PartyPart.TARGET, involvement=Involvement.KNOWN)


def refers_back(token: Token, lexicon: AttackLexicon) -> bool:
    """True if the clause speaks of an attack as known already: "the coalition strike", "that explosion"."""
    words = clause_head(token).subtree
    attacks = (word for word in words if _names_attack(word, lexicon))
    return any(child.lower_ in {"the", "that", "this"} for word in attacks for child in word.children)


def _names_attack(word: Token, lexicon: AttackLexicon) -> bool:
    lowered = word.lower_
    return lowered in lexicon.nouns or lowered in lexicon.by_words or lowered in lexicon.projectiles


def follows_attack(token: Token, lexicon: AttackLexicon) -> bool:
    """True in a relative clause that tells more of an attack: "the strike, which killed nine"."""
    clause = clause_head(token)
    if clause.dep_ != "relcl" or has_perfect(clause):
        return False
    antecedent = clause.head
    is_hit = antecedent.dep_ == "dobj" and antecedent.head.lemma_.lower() in lexicon.verbs
    return is_hit or _names_attack(antecedent, lexicon)


def theme_of(token: Token) -> frozenset[str]:
    """Content words of the clause by which the event is known again."""
    verb = clause_head(token)
    return frozenset(
        word.lemma_.lower() for word in verb.subtree if word.pos_ in {"NOUN", "PROPN"} and len(word.text) > 3
    )
