"""The cue words of the casualties reader, in the form that it looks them up in."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from civharm.codebook.load import Codebook, CueWords
from civharm.model.casualties import Harm, Status


class Frame(StrEnum):
    """How a harm word takes the people who are harmed."""

    DONE_TO = "done_to"  # "killed 12": the object, or the subject of the passive
    SUFFERED = "suffered"  # "12 died": the subject
    STATE = "state"  # "12 dead", "left 12 people dead"
    COUNTED = "counted"  # "12 deaths": the number of the noun is the number of people
    TOLL = "toll"  # "a death toll of 12"


@dataclass(frozen=True, slots=True)
class HarmWord:
    """A harm word and, for a phrase, the word that must stand by it ("lose" with "life")."""

    harm: Harm
    frame: Frame
    companion: str | None = None


@dataclass(frozen=True, slots=True)
class PersonWord:
    """What a word for people says about them."""

    status: Status
    group: str = "all"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue words by lemma. `sets` holds the plain lists as they stand in the codebook."""

    harm_words: dict[str, tuple[HarmWord, ...]]
    person_words: dict[str, PersonWord]
    sets: dict[str, frozenset[str]]
    lists: dict[str, tuple[str, ...]]

    def position(self, name: str, word: str) -> int:
        """Where a word stands in a list whose order means something ("double, triple")."""
        return self.lists[name].index(word)

    def has(self, name: str, word: str) -> bool:
        """True if the list has the word."""
        return word in self.sets[name]


HARM_LISTS = {
    "kill_verbs": (Harm.KILLED, Frame.DONE_TO),
    "die_verbs": (Harm.KILLED, Frame.SUFFERED),
    "injure_verbs": (Harm.INJURED, Frame.DONE_TO),
    "shoot_verbs": (Harm.KILLED_OR_INJURED, Frame.DONE_TO),
    "hit_verbs": (Harm.KILLED_OR_INJURED, Frame.DONE_TO),
    "fight_verbs": (Harm.INJURED, Frame.SUFFERED),
    "conditions_of_injured": (Harm.INJURED, Frame.STATE),
    "miss_verbs": (Harm.MISSING, Frame.SUFFERED),
    "bury_verbs": (Harm.MISSING, Frame.DONE_TO),
    "detain_verbs": (Harm.DETAINED, Frame.DONE_TO),
    "killed_states": (Harm.KILLED, Frame.STATE),
    "injured_states": (Harm.INJURED, Frame.STATE),
    "shot_states": (Harm.KILLED_OR_INJURED, Frame.STATE),
    "missing_states": (Harm.MISSING, Frame.STATE),
    "detained_states": (Harm.DETAINED, Frame.STATE),
    "killed_nouns": (Harm.KILLED, Frame.COUNTED),
    "killed_people": (Harm.KILLED, Frame.COUNTED),
    "bodies": (Harm.KILLED, Frame.COUNTED),
    "injured_nouns": (Harm.INJURED, Frame.COUNTED),
    "shot_nouns": (Harm.KILLED_OR_INJURED, Frame.COUNTED),
    "casualty_nouns": (Harm.KILLED_OR_INJURED, Frame.COUNTED),
    "detained_nouns": (Harm.DETAINED, Frame.COUNTED),
    "toll_nouns": (Harm.KILLED, Frame.TOLL),
}
# Later lists win where a word stands in two.
_PERSON_LISTS = {
    "unknown_people": PersonWord(Status.UNKNOWN),
    "civilian_people": PersonWord(Status.CIVILIAN),
    "doubtful_people": PersonWord(Status.UNKNOWN),
    "combatants": PersonWord(Status.COMBATANT),
    "men": PersonWord(Status.UNKNOWN, "men"),
    "women": PersonWord(Status.CIVILIAN, "women"),
    "children": PersonWord(Status.CIVILIAN, "children"),
    "journalists": PersonWord(Status.CIVILIAN, "journalists"),
    "medics": PersonWord(Status.CIVILIAN, "medics"),
}


def casualty_cues(codebook: Codebook) -> CueWords:
    """The lists that the reader of casualties needs: its own, and the verbs of speech."""
    return {**codebook.cues("en-casualties"), "said": codebook.cues("en-speech")["said"]}


def lexicon(cues: CueWords) -> Lexicon:
    """The lookup form of the cue words; made once for each set of lists."""
    return _lexicon(tuple(sorted(cues.items())))


@lru_cache(maxsize=4)
def _lexicon(lists: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    cues = dict(lists)
    person_words = {word: meaning for name, meaning in _PERSON_LISTS.items() for word in cues[name]}
    return Lexicon(
        harm_words=_harm_words(cues),
        person_words=person_words,
        sets={name: frozenset(words) for name, words in cues.items()},
        lists=cues,
    )


def _harm_words(cues: CueWords) -> dict[str, tuple[HarmWord, ...]]:
    """By lemma; phrases before single words, so that "shoot dead" is tried before "shoot"."""
    found: dict[str, list[HarmWord]] = {}
    for name, (harm, frame) in HARM_LISTS.items():
        for entry in cues[name]:
            word, _, companion = entry.partition(" ")
            if word == "fatally" and companion:
                word, companion = companion, word
            found.setdefault(word, []).append(HarmWord(harm, frame, companion or None))
    return {word: tuple(sorted(words, key=lambda w: w.companion is None)) for word, words in found.items()}
