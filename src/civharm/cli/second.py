"""The options of the second reader, and what it has cost."""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.claims.second.which import SecondReaderOn
from civharm.cli.choices import Own

if TYPE_CHECKING:
    from civharm.claims.second.reader import LanguageModelReader

_KEY = "CIVHARM_MODEL_KEY"

UrlOption = Annotated[
    str | None,
    typer.Option(
        "--second-reader",
        envvar="CIVHARM_MODEL_URL",
        metavar="URL",
        help="Let a language model at this address read doubtful sentences again; a person reviews its claims.",
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--second-reader-model",
        envvar="CIVHARM_MODEL_NAME",
        metavar="NAME",
        help="The model's name, which its claims bear.",
    ),
]
OnOption = Annotated[
    SecondReaderOn, typer.Option("--second-reader-on", help="Which sentences the second reader reads.")
]
SecondsOption = Annotated[
    int, typer.Option("--second-reader-seconds", min=1, help="How long one answer may take.")
]
MayLeaveOption = Annotated[
    bool,
    typer.Option(
        "--texts-may-leave",
        help="The second reader may be another machine: reports are sent there, over https.",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOptions:
    """The options as they were given."""

    url: str | None
    model: str | None
    on: SecondReaderOn
    seconds: int
    may_leave: bool

    def reader(self, lists: Own) -> "LanguageModelReader | None":
        """The second reader that was asked for. Raises InvalidEndpoint where it must not be asked."""
        if not self.url:
            return None
        from civharm.lang.chat import endpoint_at
        from civharm.pipeline import second_reader

        key, name = os.environ.get(_KEY), self.model or ""
        end = endpoint_at(self.url, model=name, key=key, may_leave=self.may_leave, seconds=self.seconds)
        return second_reader(
            end, on=self.on, codebook=lists.codebook(), places=lists.places, scope=lists.scope
        )


def effort_words(second: "LanguageModelReader") -> str:
    """What a run of the second reader has cost, and what came of it."""
    effort = second.effort
    each = f" ({effort.seconds / effort.questions:.1f} s each)" if effort.questions else ""
    return (
        f"second reader {second.model}: {effort.questions} questions in {effort.seconds:.0f} s{each}, "
        f"{effort.prompt_tokens:,} tokens asked and {effort.answer_tokens:,} answered; "
        f"{effort.claims} claims to review, {effort.agreed} counts as read before, {effort.refused} refused, "
        f"{effort.broken} answers of no use, {effort.unanswered} reports unanswered"
    )
