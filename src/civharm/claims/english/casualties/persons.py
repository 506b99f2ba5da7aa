"""Single people among the harmed, as far as the words tell them apart: by name, age, sex, child or grown up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from civharm.claims.english.casualties.agents import agent_of
from civharm.claims.english.casualties.childhood import GROWN_UP
from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.drafts import Draft
from civharm.claims.english.casualties.people import People, is_self
from civharm.claims.english.casualties.victims import VictimMention
from civharm.model.casualties import Harm

_CHILDREN = "children"
_SUICIDE = "suicide"
_BY_SOMEBODY = frozenset({Harm.KILLED, Harm.INJURED, Harm.KILLED_OR_INJURED})
_GROUPS = {"women": "female", "men": "male"}
_AGE_IN_WORDS = re.compile(r"(?<![\d.,])(\d{1,3})[-\s]years?[-\s]olds?\b")
_AGE_BEHIND = re.compile(r",?\s\(?(?:aged?\s)?(\d{1,3})(?=[,.;)]|\s(?:was|is|and|died)\b)")
_OLDEST = 115


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is known of one person; None and empty are unknown."""

    names: frozenset[str] = frozenset()
    age: int | None = None
    sex: str | None = None
    is_child: bool | None = None
    is_attacker: bool = False

    def may_be(self, other: "Person") -> bool:
        """False where the words tell of two people."""
        if self.names and other.names:
            return _is_one_name(self.names, other.names)
        if self.is_attacker is not other.is_attacker:
            return False
        known = ((self.age, other.age), (self.sex, other.sex), (self._childhood, other._childhood))
        return all(mine is None or theirs is None or mine == theirs for mine, theirs in known)

    @property
    def is_marked(self) -> bool:
        """True where a name or an age sets this person apart from most."""
        return bool(self.names) or self.age is not None

    @property
    def _childhood(self) -> bool | None:
        return self.is_child if self.age is None else self.age < GROWN_UP

    def likeness(self, other: "Person") -> int:
        """How much speaks for their being one, where they may be."""
        return 4 * _is_one_name(self.names, other.names) + 2 * (
            self.age is not None and self.age == other.age
        )


def _is_one_name(name: frozenset[str], other: frozenset[str]) -> bool:
    """ "Omar Saleh" and "Saleh", but not "Omar Saleh" and "Huda Saleh"."""
    shared = len(name & other)
    return shared > 0 and shared >= min(len(name), len(other), 2)


def persons_of(draft: Draft, context: Context) -> list[Person]:
    """One for each person of a draft whose people are few and counted one by one."""
    number = draft.people.count.max or 0
    if number == 1:
        return [_single(draft, context)]
    named = [_named(victim) for victim in draft.victims]
    if len(named) < number:
        ages = list(_ages_in(draft, context))
        named = [Person(age=age) for age in ages] if len(ages) == number else named
    return [*named, *(Person() for _ in range(number - len(named)))][:number]


def is_attacker(draft: Draft, context: Context) -> bool:
    """Whoever attacked is none of those counted as attacked."""
    people = draft.people
    if is_self(people.head) or _is_suicide_after(draft):
        return True
    if people.count.max == 1 and (is_by_own_hand(draft) or _is_named_attacker(draft, context)):
        return True
    return people.noun is not None and is_called_attacker(people.noun, context)


def is_called_attacker(noun: Token, context: Context) -> bool:
    """ "The gunman", "a suspect"."""
    return lemma(noun) in context.lexicon.sets["attacker_people"]


def _is_named_attacker(draft: Draft, context: Context) -> bool:
    """Known by name as one who killed; a family name that a victim bears too tells of nobody alone."""
    names = [_name_words(victim.name) for victim in draft.victims]
    sure = [name for name in names if len(name) > 1 or not name & context.families]
    return any(_is_one_name(name, attacker) for name in sure for attacker in context.attackers)


def _is_suicide_after(draft: Draft) -> bool:
    """ "He shot two people and committed suicide"; a suicide told by itself may be anybody's."""
    trigger = draft.trigger
    is_suicide = trigger.companion is not None and trigger.companion.lower_ == _SUICIDE
    return is_suicide and (trigger.token.dep_ == "conj" or draft.people.head.pos_ == "PRON")


def is_by_own_hand(draft: Draft) -> bool:
    """ "Died of a self-inflicted wound"."""
    words = [word.lower_ for word in draft.trigger.token.subtree]
    return "inflicted" in words and words[max(0, words.index("inflicted") - 2)] == "self"


def with_attackers(drafts: Sequence[Draft], context: Context) -> Context:
    """The context that knows by name who is told to have killed or shot people, and the names of families harmed."""
    agents = [agent for draft in drafts if (agent := _agent_of(draft)) is not None]
    named = {_full_name(token, context) for token in (*agents, *_called_attackers(context))} - {frozenset()}
    harmed = {_name_words(victim.name) for draft in drafts for victim in draft.victims}
    families = frozenset(word for name in harmed - named if len(name) > 1 for word in name)
    known = [name for name in named if len(name) > 1 or not name & families]
    return replace(context, attackers=tuple(sorted(known, key=sorted)), families=families)


def _agent_of(draft: Draft) -> Token | None:
    """ "Karim Odeh shot three people": he is none of those whom the same words count."""
    agent = agent_of(draft.trigger) if draft.harm in _BY_SOMEBODY and not draft.negated else None
    return None if agent is None or agent.i == draft.people.head.i else agent


def _called_attackers(context: Context) -> Iterator[Token]:
    """ "Gunman Karim Odeh", "the shooter, Karim Odeh", "Karim Odeh opened fire"."""
    called = context.lexicon.sets["attacker_people"]
    for token in context.doc:
        if token.pos_ == "NOUN" and lemma(token) in called:
            yield from (child for child in token.children if child.dep_ == "appos")
            if token.dep_ in ("compound", "appos", "nmod"):
                yield token.head
        elif token.lower_ == "fire" and token.dep_ == "dobj" and lemma(token.head) == "open":
            yield from (child for child in token.head.children if child.dep_ == "nsubj")


def _full_name(head: Token, context: Context) -> frozenset[str]:
    """The words of a person's name; none where it is a force's or no name."""
    if head.ent_type_ != "PERSON":
        return frozenset()
    start = head.i
    while start > head.sent.start and context.doc[start - 1].ent_type_ == "PERSON":
        start -= 1
    return _name_words(context.words(start, head.i + 1))


def _single(draft: Draft, context: Context) -> Person:
    people, victim = draft.people, draft.victims[0] if draft.victims else None
    age = victim.age if victim is not None else None
    if age is None:
        age = next(_ages_in(draft, context), None)
    sex = victim.sex if victim is not None else None
    return Person(
        names=_name_words(victim.name) if victim is not None else frozenset(),
        age=age,
        sex=sex or _GROUPS.get(people.who.group) or _sex_of(people, context),
        is_child=True if people.who.group == _CHILDREN else (False if people.who.group in _GROUPS else None),
        is_attacker=draft.harm is Harm.KILLED and is_attacker(draft, context),
    )


def _named(victim: VictimMention) -> Person:
    return Person(names=_name_words(victim.name), age=victim.age, sex=victim.sex)


def _name_words(name: str) -> frozenset[str]:
    return frozenset(word.casefold().strip(".,'’") for word in name.split() if len(word.strip(".")) > 1)


def _ages_in(draft: Draft, context: Context) -> Iterator[int]:
    """The ages told in the phrase and right behind it."""
    span = context.span(draft.people.start, draft.people.end)
    words = span.of(context.text)
    found = [int(match[1]) for match in _AGE_IN_WORDS.finditer(words)]
    behind = _AGE_BEHIND.match(context.text, span.end)
    if not found and behind is not None:
        found = [int(behind[1])]
    yield from (age for age in found if age <= _OLDEST)


def _sex_of(people: People, context: Context) -> str | None:
    told = {lemma(word) for word in (people.head, people.noun) if word is not None} | {people.head.lower_}
    if told & context.lexicon.sets["female_words"]:
        return "female"
    return "male" if told & context.lexicon.sets["male_words"] else None
