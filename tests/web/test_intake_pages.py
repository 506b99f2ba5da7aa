"""What the page of a job shows of its inputs."""

import pytest

from civharm.catalogue.masking import MASK
from civharm.jobs.progress import JobInput
from civharm.jobs.states import InputKind, InputState
from civharm.web.intake.pages import input_row

NAME = "Huda Marwani, statement.pdf"
MASKED = MASK * 12 + ", statement.pdf"


@pytest.mark.parametrize(
    ("files", "shown"),
    [
        ({}, NAME),  # nothing is read yet
        ({"r1": (MASKED,)}, MASKED),
        ({"r1": ("another.pdf", MASKED)}, MASKED),
        ({"r1": (MASK * 4 + " Marwani, statement.pdf",), "r2": ("Huda " + MASK * 7 + ", statement.pdf",)},
         MASK * 4 + " " + MASK * 7 + ", statement.pdf"),
        ({"r1": (MASK * 27,)}, MASK * 27),
        ({"r1": (MASK * 12 + ", statements.md",)}, NAME),  # the name of another file
        ({"r9": (MASKED,)}, NAME),  # of a report of another input
    ],
    ids=["not read", "masked", "one of two files", "two reports", "all of it", "another file", "another input"],
)  # fmt: skip
def test_a_name_that_is_masked_in_the_file_of_a_report_is_masked_in_the_input(files, shown):
    given = JobInput(
        number=1, kind=InputKind.UPLOADED, name=NAME, state=InputState.READ, reports=("r1", "r2"), known=(), issues=(),
        translates=None,
    )  # fmt: skip
    assert input_row(given, {}, files).name == shown
