"""Lists of others: rows from any file, and what is wrong with one told by its number alone."""

import contextlib
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.lists.cells import age, day, degrees, whole
from civharm.lists.table import columns_of, rows_of
from civharm.model.errors import InvalidInput
from civharm.places.layers.records import BadRow, Mistake, Record
from lists.workbook import write_workbook

COLUMNS = columns_of({"name": ["full_name", "الاسم"], "age": ["العمر"]})


def rows(path: Path, columns: dict[str, str] = COLUMNS) -> list[dict[str, str]]:
    return [dict(row.fields) for row in rows_of(path, columns) if isinstance(row, Record)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"Full Name,age\nOmar Barakat,4\n", [{"name": "Omar Barakat", "age": "4"}]),
        ("الاسم;العمر\nعمر بركات;٤\n".encode("utf-8-sig"), [{"name": "عمر بركات", "age": "٤"}]),
        ("الاسم\tالعمر\nعمر بركات\t4\n".encode("utf-16"), [{"name": "عمر بركات", "age": "4"}]),
        (b'{"name": "Omar Barakat", "age": 4}\n', [{"name": "Omar Barakat", "age": "4"}]),
    ],
    ids=["csv", "semicolons, Arabic", "utf-16", "json lines"],
)
def test_rows_of_a_file(tmp_path: Path, content: bytes, expected: list[dict[str, str]]) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    assert rows(tmp_path / "list.csv") == expected


def test_rows_of_a_workbook(tmp_path: Path) -> None:
    write_workbook(
        tmp_path / "list.xlsx",
        [["الاسم", "العمر", "x"], ["عمر بركات", 4, ""], ["", "", ""], ["Hala", 5.5, "y"]],
    )
    assert rows(tmp_path / "list.xlsx") == [{"name": "عمر بركات", "age": "4"}, {"name": "Hala", "age": "5.5"}]
    numbers = [row.number for row in rows_of(tmp_path / "list.xlsx", COLUMNS)]
    assert numbers == [2, 4]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x00\x01\x02", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_list_is_refused(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"list{suffix}"
    path.write_bytes(content)
    with pytest.raises(InvalidInput):
        list(rows_of(path, COLUMNS))
    with pytest.raises(InvalidInput):
        list(rows_of(tmp_path / f"missing{suffix}", COLUMNS))


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    with pytest.raises(InvalidInput, match="would unpack"):
        list(rows_of(tmp_path / "list.xlsx", COLUMNS))


@pytest.mark.parametrize("first", ["Omar Barakat,Hala Barakat", "Omar Barakat,Omar Barakat"])
def test_a_list_without_a_header_is_refused_without_telling_the_name(tmp_path: Path, first: str) -> None:
    (tmp_path / "list.csv").write_text(f"{first}\nRami Barakat,Hala Barakat\n")
    with pytest.raises(InvalidInput) as refused:
        list(rows_of(tmp_path / "list.csv", COLUMNS))
    assert "barakat" not in str(refused.value).casefold()


def test_a_row_that_is_broken_is_told_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"name,age\nOmar Barakat,4,5,6\nHala Barakat,3\n{'x' * 2000},4\n")
    found = list(rows_of(tmp_path / "list.csv", COLUMNS))
    assert [(type(row), row.number) for row in found] == [(Mistake, 2), (Record, 3), (Mistake, 4)]
    assert "Barakat" not in " ".join(map(str, found[:1]))


def test_a_mapping_beats_what_is_known(tmp_path: Path) -> None:
    columns = columns_of({"name": ["full_name"], "age": []}, ["name=Name of Father"])
    (tmp_path / "list.csv").write_text("full_name,name of father\nOmar,Tariq\n")
    assert rows(tmp_path / "list.csv", columns) == [{"name": "Tariq"}]
    for wrong in ("nom=x", "name=", "name"):
        with pytest.raises(InvalidInput):
            columns_of({"name": ["full_name"]}, [wrong])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", None),
        ("2017-03-31", date(2017, 3, 31)),
        ("2017-03-31 00:00:00", date(2017, 3, 31)),
        ("31/03/2017", date(2017, 3, 31)),
        ("3.4.2017", date(2017, 4, 3)),
        ("٣١/٠٣/٢٠١٧", date(2017, 3, 31)),
    ],
)
def test_days(written: str, expected: date | None) -> None:
    assert day(written, "date") == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", None),
        ("4", 4),
        ("4.0", 4),
        ("٤", 4),
        ("4 years", 4),
        ("4 سنوات", 4),
        ("7 months", 0),
        ("أشهر 7", None),
    ],
)
def test_ages(written: str, expected: int | None) -> None:
    if expected is None and written:
        with pytest.raises(BadRow):
            age(written)
    else:
        assert age(written) == expected


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (lambda w: day(w, "date"), "31/31/2017"),
        (lambda w: day(w, "date"), "Omar Barakat"),
        (age, "121"),
        (age, "-4"),
        (age, "Omar Barakat"),
        (lambda w: whole(w, "killed_min"), "Omar Barakat"),
        (lambda w: degrees(w, "lat"), "91"),
        (lambda w: degrees(w, "lat"), "nan"),
        (lambda w: degrees(w, "lon"), "Omar Barakat"),
    ],
)
def test_what_is_none_is_a_mistake_that_does_not_repeat_it(read: object, written: str) -> None:
    with pytest.raises(BadRow) as refused:
        read(written)  # type: ignore[operator]
    assert "Barakat" not in f"{refused.value.what} {refused.value.remedy}"


@given(written=st.text(max_size=30))
def test_any_cell_is_read_or_refused(written: str) -> None:
    for read in (age, lambda w: day(w, "date"), lambda w: whole(w, "n"), lambda w: degrees(w, "lat")):
        with contextlib.suppress(BadRow):
            read(written)


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "B100000"])
def test_a_cell_far_outside_the_list_ends_no_program(tmp_path: Path, place: str) -> None:
    path = tmp_path / "list.xlsx"
    write_workbook(path, [["name", "age"], ["Hala", 5]], far=place)
    try:
        found = rows(path)
    except InvalidInput as refused:
        assert "look for cells far outside the list" in str(refused)
        assert place == "XFD1048576"
    else:
        assert found == [{"name": "Hala", "age": "5"}]


def test_rows_of_a_workbook_bear_the_numbers_that_a_person_sees(tmp_path: Path) -> None:
    write_workbook(tmp_path / "list.xlsx", [["", ""], ["", ""], ["name", "age"], ["Hala", 5]])
    assert [row.number for row in rows_of(tmp_path / "list.xlsx", COLUMNS)] == [4]


def test_a_workbook_with_two_columns_of_one_name_is_refused(tmp_path: Path) -> None:
    write_workbook(tmp_path / "list.xlsx", [["name", "name"], ["Hala", "Rami"]])
    with pytest.raises(InvalidInput, match="each once"):
        rows(tmp_path / "list.xlsx")
