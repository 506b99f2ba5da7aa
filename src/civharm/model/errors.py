"""Every error that civharm raises on purpose.

CivharmError
├── InvalidInput      a file or a record that can't be read; names the place and the remedy
│   └── NotNow        input that can't be had now, and may be had later
├── InvalidModel      an object that breaks a rule of the model (a quote that is not in the text)
├── InvalidCodebook   a vocabulary file with a mistake in it
├── InvalidDecision   a decision that can't apply (an unknown claim, no reason given)
├── InvalidAccount    a change of accounts that can't be made (a login name in use, the last administrator)
├── NotFound          an id that no stage knows
├── InvalidEndpoint   an address of a language model that can't or must not be asked
├── NoAnswer          a language model that gives no answer; QuestionRefused: to this one question
├── CasebookError     a casebook that can't be opened, or that is not what it says it is
└── NotSetUp          something that `make setup` builds is missing
"""


class CivharmError(Exception):
    """Base of all errors raised on purpose; its text is fit for a person to read."""


class InvalidInput(CivharmError):
    """Input that can't be read. `code` is a short stable word for the issue line."""

    def __init__(self, message: str, *, code: str = "invalid-input") -> None:
        super().__init__(message)
        self.code = code


def fault_of(error: BaseException) -> str:
    """What went wrong and where, for a report of a fault: never the error's own words, which may quote a report."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" at {place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno}" if place else ""
    return f"{type(error).__name__}{where}"


class NotNow(InvalidInput):
    """Input that can't be had now, and may be had later: a server that is down."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="not-now")


class InvalidModel(CivharmError):
    """An object would break a rule of the model."""


class InvalidCodebook(CivharmError):
    """A codebook file is malformed: the message names file, entry and remedy."""


class InvalidDecision(CivharmError):
    """A decision that can't be recorded: the message says why."""


class InvalidAccount(CivharmError):
    """A person, an invitation, a compartment or a token that can't be made or changed so."""


class NotFound(CivharmError):
    """No object has this id."""


class InvalidEndpoint(CivharmError):
    """The address of a language model is malformed, or texts must not be sent there."""


class NoAnswer(CivharmError):
    """A language model can't be reached, is too slow, or fails; the next question may fail too."""


class QuestionRefused(NoAnswer):
    """A language model refuses this one question, as one that is too long for it."""


class CasebookError(CivharmError):
    """The casebook is missing, damaged, or belongs to another database."""


class NotSetUp(CivharmError):
    """A part that the set-up builds (gazetteer, web assets) is missing."""
