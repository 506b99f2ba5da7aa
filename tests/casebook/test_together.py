"""What is quick to read is kept in groups: no group stands for more than what was kept of it."""

import pytest

from civharm.casebook.store import Casebook
from civharm.pipeline import Terms, read_together
from civharm.reports.inputs import Input
from support.quick_reading import QuickReader


@pytest.fixture
def casebook(tmp_path, database_url):
    made = Casebook.create(tmp_path / "casebook", database_url=database_url)
    yield made
    made.close()


@pytest.fixture
def inputs(tmp_path):
    """Three texts that differ, then the first one again."""
    found = []
    for number in (1, 2, 3, 1):
        path = tmp_path / f"{len(found)}.txt"
        path.write_text(
            f"The mayor of Arn said that shells had killed {number} people in the market of the town."
        )
        found.append(Input(name=path.name, path=path, method="file"))
    return found


def read(casebook, inputs, **given):
    terms = Terms(reader_for=lambda language: QuickReader(), clock=casebook.clock)
    return [outcome for group in read_together(inputs, casebook, terms, **given) for outcome in group]


@pytest.mark.parametrize("most", [1, 2, 3, 128])
def test_the_same_is_kept_however_many_are_kept_together(casebook, inputs, most):
    outcomes = read(casebook, inputs, most=most)
    assert [(each.name, len(each.read), len(each.known)) for each in outcomes] == [
        ("0.txt", 1, 0),
        ("1.txt", 1, 0),
        ("2.txt", 1, 0),
        ("3.txt", 0, 1),
    ]
    assert len(casebook.reports()) == len(casebook.claims()) == len(casebook.captures()) == 3
    assert casebook.verify() == ()


def test_what_stands_before_a_fault_is_kept_and_what_was_undone_is_not_in_the_log(
    casebook, inputs, monkeypatch
):
    from civharm.casebook.writing import Writer

    keep = Writer.reading

    def failing(writer, report, *given, **named):
        if "killed 3" in given[0].text:
            raise OSError("no space left on device")
        return keep(writer, report, *given, **named)

    monkeypatch.setattr(Writer, "reading", failing)
    with pytest.raises(OSError, match="no space"):
        read(casebook, inputs)
    assert len(casebook.claims()) == 2
    assert casebook.verify() == ()
    monkeypatch.undo()
    assert [len(each.known) for each in read(casebook, inputs)] == [1, 1, 0, 1]
    assert casebook.verify() == ()


def test_bytes_are_on_disk_before_the_act_that_names_them(casebook, inputs, monkeypatch):
    from civharm.casebook.writing import Writer

    keep, there = Writer.capture, []

    def looking(writer, capture):
        there.append(casebook.content(capture.sha256))
        return keep(writer, capture)

    monkeypatch.setattr(Writer, "capture", looking)
    read(casebook, inputs)
    assert there == [each.path.read_bytes() for each in inputs]
