"""The way through the parse from what a place hangs on to the event's verb."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What begins a clause of its own.
CLAUSES = frozenset("relcl advcl ccomp xcomp conj acl pcomp parataxis csubj".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """`up` are the tokens below the meeting point on the place's side, `down` those on the verb's."""

    up: "tuple[Token, ...]"
    down: "tuple[Token, ...]"
    meeting: "Token | None"

    @property
    def is_under(self) -> bool:
        """True if the place stands below the verb."""
        return self.meeting is not None and not self.down

    @property
    def is_over(self) -> bool:
        """True if the verb stands below what the place hangs on."""
        return self.meeting is not None and not self.up and bool(self.down)


def route(start: "Token", verb: "Token") -> Route:
    """The shortest way; without a meeting point where the parse has several roots."""
    left, right = _upward(start), _upward(verb)
    position = {token.i: at for at, token in enumerate(right)}
    for at, token in enumerate(left):
        if token.i in position:
            return Route(up=left[:at], down=right[: position[token.i]], meeting=token)
    return Route(up=left, down=right, meeting=None)


def _upward(token: "Token") -> "tuple[Token, ...]":
    return token, *token.ancestors
