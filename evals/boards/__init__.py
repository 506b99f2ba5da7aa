"""One module a family of boards. An adapter maps fields and chooses statuses; it reads nothing itself."""

from importlib import import_module

from evals.boards.board import Board

#: Which module knows a board; it is imported when the board is run.
FAMILIES = {
    "dates": "times",
    "grading": "grading",
    "toll-iraq": "incidents",
    "toll-gaza": "incidents",
    "incident-syria": "incidents",
    "toponyms": "places",
    "event-place": "places",
    "conflict-ner": "entities",
    "speakers": "speakers",
    "link-syria": "links",
    "toll-gva": "incidents",
    "link-gva": "links",
    "datasets": "datasets",
}


def board(name: str) -> Board:
    """A board by its name. Raises KeyError where there is none."""
    family = import_module(f"evals.boards.{FAMILIES[name]}")
    boards: tuple[Board, ...] = family.BOARDS
    return next(each for each in boards if each.name == name)
