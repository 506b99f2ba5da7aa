"""The page on the codebook: every closed list of the output contract, every list that people edit."""

import csv
import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

import civharm.model
from civharm.codebook import Codebook, default_codebook
from civharm.codebook.entries import Belligerent, Names
from civharm.codebook.load import LISTS
from docs.tables import code, head_comment, keys_by_comment, table

DEFINITIONS = Path(__file__).parent / "definitions.yml"
_SHIPPED = "src/civharm/codebook/lists"
_INTRODUCTION = """\
# Codebook

What each value means, and every list that civharm goes by. Two parts: the **closed lists** of the output contract, which
change only with a new version of civharm, and the **lists that people edit**, which lie as YAML and CSV in `{shipped}/`
and which a folder of your own may add to ([how](how-to/add-your-own-belligerents-and-cue-words.md)). How the lists are
used: [method](method.md). The lines that hold the values: [output](output.md).
"""


class MissingDefinition(Exception):
    """A closed list, or a value of one, has no meaning in docs/definitions.yml, or one too many."""


def codebook_page() -> str:
    """The page as Markdown."""
    codebook = default_codebook()
    sections = [
        _INTRODUCTION.format(shipped=_SHIPPED),
        "## Closed lists\n",
        *_closed_lists(),
        "## Belligerents\n",
        *_belligerents(codebook.belligerents),
        "## Events and weapons\n",
        *_weapons(codebook),
        "## Organisations that speak\n",
        *_organisations(codebook),
        "## Vague quantities\n",
        *_quantities(codebook),
        "## Rules\n",
        *_rules(codebook),
        "## Cue words\n",
        *_cue_words(),
        "## Reasons of reviewers\n",
        *_reasons(codebook),
        "## Places and the words around them\n",
        *_places(),
    ]
    return "\n".join(sections).rstrip() + "\n"


def closed_lists() -> dict[str, type[StrEnum]]:
    """Every closed list of the model, by the name of its class."""
    modules = [
        importlib.import_module(f"civharm.model.{found.name}")
        for found in pkgutil.iter_modules(civharm.model.__path__)
    ]
    return {
        each.__name__: each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, StrEnum) and each.__module__ == module.__name__
    }


def _closed_lists() -> Iterable[str]:
    definitions = yaml.safe_load(DEFINITIONS.read_text(encoding="utf-8"))
    lists = closed_lists()
    _check_complete(definitions, lists)
    for name, definition in definitions.items():
        yield f"### {name}\n"
        yield f"{' '.join((lists[name].__doc__ or '').split())}\n"
        if definition["fields"]:
            yield f"In {', '.join(map(code, definition['fields']))}.\n"
        meanings = definition["values"]
        yield from table(
            ("value", "meaning"), ((code(each.value), meanings[each.value]) for each in lists[name])
        )


def _check_complete(definitions: Mapping[str, Any], lists: Mapping[str, type[StrEnum]]) -> None:
    defined = {(name, value) for name in definitions for value in definitions[name]["values"]}
    listed = {(name, each.value) for name in lists for each in lists[name]}
    wrong = sorted(f"{name}.{value}" for name, value in defined ^ listed)
    if wrong:
        raise MissingDefinition(f"docs/definitions.yml and the model differ in {', '.join(wrong)}")


def _belligerents(belligerents: Iterable[Belligerent]) -> Iterable[str]:
    yield f"{head_comment(LISTS / 'belligerents.yml')} `{_SHIPPED}/belligerents.yml`\n"
    rows = (
        (each.name, code(each.id), each.kind, each.country or "", code(each.within), _words(each.aliases))
        for each in belligerents
    )
    yield from table(("name", "id", "kind", "country", "within", "spellings"), rows)


def _weapons(codebook: Codebook) -> Iterable[str]:
    yield f"{head_comment(LISTS / 'weapons.yml')} `{_SHIPPED}/weapons.yml`\n"
    rows = (
        (each.event, each.weapon or "", "yes" if each.explosive else "no", _words(each.aliases))
        for each in codebook.weapons
    )
    yield from table(("event", "weapon", "explosive", "words"), rows)


def _organisations(codebook: Codebook) -> Iterable[str]:
    yield f"{head_comment(LISTS / 'organisations.yml')} `{_SHIPPED}/organisations.yml`\n"
    rows = ((each.name, code(each.kind.value), _words(each.aliases)) for each in codebook.organisations)
    yield from table(("name", "kind", "spellings"), rows)


def _words(names: Names) -> str:
    return "; ".join((*names.en, *names.ar))


def _quantities(codebook: Codebook) -> Iterable[str]:
    for path in sorted((LISTS / "quantities").glob("*.yml")):
        profile = codebook.profile(path.stem)
        yield f"### Profile {profile.name}, version {profile.version}\n"
        whole_family = f'"the entire family" without a number counts as {profile.family_without_number}'
        yield f"{head_comment(path)} `{_SHIPPED}/quantities/{path.name}`\n"
        yield f'"About N" is N ± {profile.about:.0%}; {whole_family}.\n'
        phrases = (
            (_words(each.words), "–".join(map(str, each.range)), each.evidence) for each in profile.phrases
        )
        yield from table(("words", "counts as", "after"), phrases)
        shares = ((words, f"{low:g}–{high:g}") for words, low, high in profile.shares)
        yield from table(("share", "of the whole"), shares)


def _rules(codebook: Codebook) -> Iterable[str]:
    for path in sorted((LISTS / "rules").glob("*.yml")):
        rules = codebook.rules(path.stem, dict[str, Any])
        yield f"### {path.stem}, version {rules['version']}\n"
        yield f"{head_comment(path)} `{_SHIPPED}/rules/{path.name}`\n"
        if "rows" in rules:
            outcome = "grading" if "grading" in rules["rows"][0] else "status"
            rows = (
                (row["row"], ", ".join(map(code, row["when"])), row[outcome] or "none", row["text"])
                for row in rules["rows"]
            )
            yield from table(("row", "if all hold", outcome, "reason given"), rows)
        else:
            kept = ((code(name), _plain(value)) for name, value in _leaves(rules) if name != "version")
            yield from table(("entry", "value"), kept)


def _leaves(rules: Mapping[str, Any], above: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in rules.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _plain(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    return "; ".join(
        ", ".join(f"{k} {v}" for k, v in each.items()) if isinstance(each, dict) else str(each)
        for each in value
    )


def _cue_words() -> Iterable[str]:
    yield "The words themselves are in the files; a file of the same name in a folder of yours takes the place of all of it.\n"
    for path in sorted((LISTS / "cues").glob("*.yml")):
        yield f"### cues/{path.name}\n"
        yield f"{head_comment(path)}\n"
        yield from _lists_in(path)


def _codes(names: Iterable[str]) -> str:
    return ", ".join(map(code, names))


def _reasons(codebook: Codebook) -> Iterable[str]:
    path = LISTS / "reasons.yml"
    yield f"{code(path.name)}: {head_comment(path)}\n"
    rows = ((code(action), "; ".join(reasons)) for action, reasons in codebook.reasons().items())
    yield from table(("decision", "reasons, in the order of their numbers"), rows)


def _places() -> Iterable[str]:
    yield "Your own place files are laid over these ([how](how-to/bring-your-own-places.md)).\n"
    for path in sorted((LISTS / "places").glob("words.*.yml")):
        yield f"### places/{path.name}\n"
        yield f"{head_comment(path)}\n"
        yield from _lists_in(path)
    yield "### Place files, names and weights\n"
    rows = ((code(str(path.relative_to(LISTS))), head_comment(path)) for path in _names_and_weights())
    yield from table(("file", "what it is"), rows)
    files = (
        (code(f"places/{path.name}"), *_columns_and_licences(path))
        for path in sorted((LISTS / "places").glob("*.csv"))
    )
    yield from table(("place file (each row names its source)", "columns", "licences"), files)


def _names_and_weights() -> list[Path]:
    """The lists in folders that no section of their own tells of."""
    told = {"quantities", "rules", "cues"}
    return sorted(
        path
        for path in LISTS.glob("*/*.yml")
        if path.parent.name not in told and not path.name.startswith("words.")
    )


def _columns_and_licences(path: Path) -> tuple[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return _codes(rows[0]), ", ".join(sorted({row["licence"] for row in rows}))


def _lists_in(path: Path) -> Iterable[str]:
    groups = keys_by_comment(path)
    if len(groups) == 1 and not groups[0][0]:
        return [f"Lists: {_codes(groups[0][1])}.\n"]
    return table(("what they are for", "lists"), ((note, _codes(keys)) for note, keys in groups))
