"""What a language model may answer, and nothing else: the form is sent along and checked on receipt."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

#: No sentence counts people apart more often; a small model that falls to repeating itself is stopped by it.
_MOST_TOLD = 6
#: Names of the fields that hold words beside the quote.
_Words = str | None


class BrokenAnswer(Exception):
    """An answer that is not in the form that was asked for; the text says in what, never with its words."""


class Told(BaseModel):
    """Words of one sentence: who was harmed, and what stands around it. Nothing here is a value yet."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    quote: str
    harm: Literal["killed", "injured", "missing", "detained"]
    people_words: str
    time_words: _Words
    place_words: _Words
    attacker_words: _Words
    speaker_words: _Words


class Answer(BaseModel):
    """All that one sentence tells."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    claims: Annotated[list[Told], Field(max_length=_MOST_TOLD)]


class Usage(BaseModel):
    """Tokens as the endpoint counts them."""

    model_config = ConfigDict(frozen=True)

    prompt_tokens: Annotated[int, Field(ge=0)] = 0
    completion_tokens: Annotated[int, Field(ge=0)] = 0


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class Completion(BaseModel):
    """The envelope of an OpenAI-compatible endpoint, as far as it matters here."""

    choices: Annotated[list[_Choice], Field(min_length=1)]
    usage: Usage | None = None


def answer_form() -> dict[str, Any]:
    """The JSON schema that answers are held to."""
    return Answer.model_json_schema()


def completion_in(content: bytes) -> Completion:
    """The envelope. Raises BrokenAnswer."""
    try:
        return Completion.model_validate_json(content)
    except ValidationError as error:
        raise BrokenAnswer(f"no completion ({_first(error)})") from None


def answer_in(completion: Completion) -> Answer:
    """What was answered. Raises BrokenAnswer where it is cut off, no JSON, or not in the form."""
    choice = completion.choices[0]
    if choice.finish_reason not in (None, "stop"):
        raise BrokenAnswer(f"not finished ({choice.finish_reason!r})")
    try:
        return Answer.model_validate_json(choice.message.content or "")
    except ValidationError as error:
        raise BrokenAnswer(f"not in the form that was asked for ({_first(error)})") from None


def _first(error: ValidationError) -> str:
    """Where and what, without the answer's own words."""
    found = error.errors(include_input=False, include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in found["loc"] if isinstance(part, int) or part in _FIELDS)
    return f"{place}: {found['type']}" if place else found["type"]


_FIELDS = frozenset(
    {*Told.model_fields, *Answer.model_fields, *Completion.model_fields, "message", "content"}
)
