"""What people agreed to, in words: for each purpose that anybody asked for."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from civharm.model.consent import Answer, Consent, Purpose, answers_on


def known_answers(subjects: Collection[str], held: Iterable[Consent]) -> tuple[tuple[str, str], ...]:
    """Each purpose that something is known for, with the answer."""
    day = datetime.now(UTC).date()
    return tuple(
        (purpose_words(purpose), answer_words(answer))
        for purpose, answer in answers_on(subjects, held, day)
        if answer is not None
    )


def all_answers(subjects: Collection[str], held: Iterable[Consent]) -> tuple[tuple[str, str], ...]:
    """Every purpose with what is known: unknown where nobody was asked, or what was given has run out."""
    day = datetime.now(UTC).date()
    return tuple(
        (purpose_words(purpose), answer_words(answer)) for purpose, answer in answers_on(subjects, held, day)
    )


def purpose_words(purpose: Purpose) -> str:
    return {
        Purpose.STORE: _("to be kept and worked with"),
        Purpose.PUBLISH: _("to be published"),
        Purpose.ADVOCACY: _("to be shared with partners"),
        Purpose.COURT: _("to be used in court"),
    }[purpose]


def answer_words(answer: Answer | None) -> str:
    if answer is None:
        return _("unknown")
    return {
        Answer.GIVEN: _("agreed"),
        Answer.REFUSED: _("refused"),
        Answer.WITHDRAWN: _("withdrew"),
    }[answer]
