"""A workbook as small as one can be, so that tests need no library that writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import ascii_uppercase
from xml.sax.saxutils import escape
from zipfile import ZipFile

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/>{more}</Relationships>'
)
_STYLES_RELATION = (
    '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="styles.xml"/>'
)
#: The second style is a day, as Excel shows it.
_STYLES = (
    '<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{}'
    '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)
_SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'
_FIRST_DAY = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


@dataclass(frozen=True)
class Formula:
    """A cell with a formula and what it came to last."""

    formula: str
    value: str | float


Value = str | float | date | Formula


def write_workbook(
    path: Path,
    rows: Sequence[Sequence[Value]],
    *,
    far: str | None = None,
    is_1904: bool = False,
    merged: Sequence[str] = (),
) -> None:
    """A workbook of one sheet with these cells, and an empty one far away; days are counted from 1900, or from 1904."""
    lines = (
        f'<row r="{number}">{"".join(_cell(value, at, number, is_1904) for at, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    beyond = f'<row r="{far.lstrip(ascii_uppercase)}"><c r="{far}" t="str"><v></v></c></row>' if far else ""
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    with ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        root = _RELATIONS.format(kind="officeDocument", target="xl/workbook.xml", more="")
        archive.writestr("_rels/.rels", root)
        archive.writestr("xl/workbook.xml", _BOOK.format('<workbookPr date1904="1"/>' if is_1904 else ""))
        sheet = _RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml", more=_STYLES_RELATION)
        archive.writestr("xl/_rels/workbook.xml.rels", sheet)
        archive.writestr("xl/styles.xml", _STYLES)
        below = f"<mergeCells>{areas}</mergeCells>" if areas else ""
        archive.writestr("xl/worksheets/sheet1.xml", _SHEET.format("".join([*lines, beyond]), below))


def _cell(value: Value, at: int, number: int, is_1904: bool) -> str:
    place = f"{ascii_uppercase[at]}{number}"
    if isinstance(value, Formula):
        kind = ' t="str"' if isinstance(value.value, str) else ""
        kind = ' t="e"' if str(value.value).startswith("#") else kind
        return f'<c r="{place}"{kind}><f>{escape(value.formula)}</f><v>{value.value}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - _FIRST_DAY[is_1904]).days}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
