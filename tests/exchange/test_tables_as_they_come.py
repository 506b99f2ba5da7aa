"""Tables as people save them: encodings, Excel's days, Arabic digits, formulas, titles over the header, ids twice, and very many rows."""

import tracemalloc
from datetime import date

import pytest

from civharm.exchange.importing import Order, made_of
from civharm.exchange.kinds import Kind, form_of
from civharm.model.errors import InvalidInput
from civharm.model.store import Kept
from tests.exchange.conftest import VOCABULARY, lasted, said
from tests.exchange.rows import GED, TABLE
from tests.lists.workbook import Formula, write_workbook

ARABIC = TABLE | {"place": "الحي القديم", "country": "Arlandia"}
HEADER = ("id", "date", "place", "civilians_killed_min", "civilians_killed_max")


@pytest.fixture
def sheet(tmp_path, bring_in):
    """Imports a workbook of rows under the header."""

    def run(*rows, header=HEADER, over=(), **book):
        path = tmp_path / "rows.xlsx"
        write_workbook(path, [*over, header, *rows], **book)
        return bring_in(path, Kind.TABLE)

    return run


def only(things):
    (thing,) = things
    return thing


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "windows-1256", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_table_in_any_encoding(table, bring_in, casebook, encoding):
    rows = [ARABIC | {"id": f"A{number}", "date": f"2017-03-{number:02}"} for number in range(1, 20)]
    result = bring_in(table(rows, encoding=encoding), Kind.TABLE)
    assert (result.kept, result.errors) == (Kept(new=19), ())
    assert {claim.where[0].name for claim in casebook.claims()} == {"الحي القديم"}


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_of_excel_whichever_it_counts_from(sheet, casebook, is_1904):
    result = sheet(("A1", date(2017, 3, 17), "Norhaven", 3, 5.0), is_1904=is_1904)
    assert result.errors == ()
    claim = only(casebook.claims())
    assert lasted(claim)[:2] == (date(2017, 3, 17), date(2017, 3, 17))
    assert said(claim) == ["killed civilian 3-5"]


def test_a_day_that_was_saved_as_a_number_is_an_error_and_never_a_guess(sheet, table, bring_in):
    numbers = sheet(("A1", 42811, "Norhaven", 3, 5), ("A2", "2017-03-17", "Norhaven", 3, 5))
    texts = bring_in(table([TABLE | {"date": "41349.0"}, TABLE | {"id": "A9"}]), Kind.TABLE)
    for result in (numbers, texts):
        error = only(result.errors)
        assert (error.row, error.column) == (2, "date")
        assert "a number where a day should be" in error.what


def test_arabic_digits(table, bring_in, casebook):
    row = TABLE | {
        "date": "٢٠١٧-٠٣-١٧", "lat": "٣٦٫٣٤", "lon": "٤٣٫١٢", "civilians_killed_min": "٣", "civilians_killed_max": "١٬٢٠٥",
    }  # fmt: skip
    persian = TABLE | {"id": "A2", "civilians_killed_min": "۳", "civilians_killed_max": "۵"}
    assert bring_in(table([row, persian]), Kind.TABLE).errors == ()
    first, second = casebook.claims()
    assert (said(first), said(second)) == (["killed civilian 3-1205"], ["killed civilian 3-5"])
    assert (first.where[0].lat, first.where[0].lon) == (36.34, 43.12)
    assert lasted(first)[0] == date(2017, 3, 17)


@pytest.mark.parametrize("written", ["about 5", "5+", "3-5", "five", "٣ أو ٥", "5.5", "-1", "½", "²"])
def test_a_number_that_is_none_is_named_and_not_repeated(table, bring_in, written):
    result = bring_in(table([TABLE | {"civilians_killed_max": written}, TABLE | {"id": "A2"}]), Kind.TABLE)
    error = only(result.errors)
    assert (error.row, error.column, result.kept) == (2, "civilians_killed_max", Kept(new=1))
    assert written not in error.what


def test_a_formula_counts_by_what_it_came_to_and_a_broken_one_is_an_error(sheet, casebook):
    result = sheet(
        ("A1", "2017-03-17", "Norhaven", Formula("1+2", 3), Formula("SUM(D2)+2", 5)),
        ("A2", "2017-03-17", "Norhaven", 3, Formula("B9/0", "#DIV/0!")),
    )
    assert said(only(casebook.claims())) == ["killed civilian 3-5"]
    assert [(error.row, error.column) for error in result.errors] == [(3, "civilians_killed_max")]


@pytest.mark.parametrize("written", ["=SUM(A1:A3)", "#REF!", "#N/A", "=1+2"])
def test_a_formula_in_a_text_is_no_value(table, bring_in, written):
    result = bring_in(table([TABLE | {"place": written}, TABLE | {"id": "A2"}]), Kind.TABLE)
    assert [(error.row, error.column) for error in result.errors] == [(2, "place")]


def test_a_title_over_the_header_is_passed_over(sheet, casebook):
    row = ("A1", "2017-03-17", "Norhaven", 3, 5)
    result = sheet(row, over=[("Incidents of Lake Monitor", "", "", "", ""), ()], merged=["A1:E1"])
    assert (result.errors, said(only(casebook.claims()))) == ((), ["killed civilian 3-5"])


def test_a_header_of_two_merged_rows_is_refused_with_what_to_do(sheet, casebook):
    over = [("id", "date", "place", "civilians killed", "")]
    with pytest.raises(InvalidInput, match="merged over several columns in its header"):
        sheet(
            ("A1", "2017-03-17", "Norhaven", 3, 5),
            header=("", "", "", "min", "min"),
            over=over,
            merged=["D1:E1"],
        )
    assert (casebook.reports(), casebook.captures()) == ((), ())


def test_a_column_without_a_name_is_told_and_not_read(sheet):
    result = sheet(("A1", "2017-03-17", "Norhaven", 3, 5, "Odo Vell said so"), header=(*HEADER, ""))
    assert (result.kept, result.unread) == (Kept(new=1), ("column_f",))


def test_an_id_that_stands_twice_is_named_where_it_stands_again(sheet, casebook):
    row = ("2017-03-17", "Norhaven", 3, 5)
    result = sheet(("A1", *row), ("A2", *row), ("A1", *row))
    assert [(error.row, error.column) for error in result.errors] == [(4, "id")]
    assert result.kept == Kept(new=2)


def test_however_many_rows_no_more_is_held(table):
    order = Order(form=form_of(Kind.UCDP_GED), recorder="UCDP")

    def peak(rows: int) -> int:
        lines = [
            GED | {"id": number, "low": "many" if number % 100 == 0 else 3} for number in range(1, rows + 1)
        ]
        path, wrong = table(lines), []
        del lines
        tracemalloc.start()
        made = sum(
            1
            for _ in made_of(
                path, order, vocabulary=VOCABULARY, on_error=lambda error: wrong.append(error.row)
            )
        )
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (made, len(wrong)) == (rows - rows // 100, rows // 100)
        return most

    peak(200)  # what is loaded once
    assert peak(8_000) < peak(800) + 2_000_000, "a piece of the file, and no rows"
