"""All forms that an English word may take, for looking it up in a text that has not been parsed.

Too many forms do no harm ("beated"), a missing one does: regular endings are put on every word, irregular
forms come from the exceptions of the model's own lemmatizer.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from civharm.lang.english import english

_ENDINGS = ("s", "es", "ed", "ing")


def forms_of(words: Iterable[str]) -> frozenset[str]:
    """Each word with its possible forms, in lower case."""
    return frozenset(form for word in words for form in _forms(word.lower()))


def _forms(word: str) -> set[str]:
    stems = {word, word + word[-1:]}  # "stab", "stabbed"
    if word.endswith("y"):
        stems.add(word[:-1] + "i")
    if word.endswith("e"):
        stems = {word, word[:-1]}
    return {
        word,
        word + "s",
        *_irregular().get(word, ()),
        *(stem + ending for stem in stems for ending in _ENDINGS),
    }


@lru_cache(maxsize=1)
def _irregular() -> dict[str, frozenset[str]]:
    """Irregular forms by lemma ("shoot": "shot"), of verbs and nouns."""
    exceptions = english().get_pipe("lemmatizer").lookups.get_table("lemma_exc")  # type: ignore[attr-defined]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for kind in ("verb", "noun"):
        for form, lemmas in exceptions[kind].items():
            for lemma in lemmas:
                found[lemma].add(form)
    return {lemma: frozenset(forms) for lemma, forms in found.items()}
