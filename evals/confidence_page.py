"""The reliability figure, as a hand-written SVG, and the tables of docs/confidence.md."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docs.tables import table
from evals.reliability import Bin, Judged, bins, calibration_error, ranking

DOCS = Path(__file__).parent.parent / "docs"
PAGE, FIGURE = "confidence.md", "figures/reliability.svg"
BEGIN, END = "<!-- written by evals.calibration -->", "<!-- end -->"
_COLUMNS = ("board", "claims", "right", "ECE before", "ECE held out", "ranking before", "ranking held out")

#: Where the square of the figure stands, and its side.
_LEFT, _TOP, _SIDE = 70, 30, 400
_BEFORE, _NOW = "#b3541e", "#1f4e79"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The judged claims with three confidences: the fixed guess of before, as fitted, and as fitted without their part."""

    judged: Sequence[Judged]
    before: Sequence[float]
    fitted: Sequence[float]
    held_out: Sequence[float]


def write_page(measured: Measured, docs: Path) -> None:
    """The figure, and the tables between the two marks of the page; the rest of the page is a person's."""
    figure, page = docs / FIGURE, docs / PAGE
    figure.parent.mkdir(parents=True, exist_ok=True)
    figure.write_text(reliability_svg(measured), encoding="utf-8")
    text = page.read_text(encoding="utf-8") if page.is_file() else f"# Confidence\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join(_tables(measured)).rstrip()
    page.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")


def _tables(measured: Measured) -> Iterator[str]:
    yield from table(_COLUMNS, errors_by_board(measured))
    right = [one.is_right for one in measured.judged]
    yield from table(
        ("confidence, held out", "claims", "mean confidence", "right"),
        (
            (_tenth(each), str(each.claims), f"{each.confidence:.2f}", f"{each.right:.2f}")
            for each in bins(measured.held_out, right)
        ),
    )


def _tenth(each: Bin) -> str:
    low = min(9, int(each.confidence * 10 + 1e-9))
    return f"{low / 10:.1f}–{(low + 1) / 10:.1f}"


def errors_by_board(measured: Measured) -> list[tuple[str, ...]]:
    """A row for each board and one for all claims together, in the columns of the page."""
    boards = dict.fromkeys(one.board for one in measured.judged)
    return [*(_row(board, measured, [board]) for board in boards), _row("all claims", measured, boards)]


def _row(name: str, measured: Measured, boards: Iterable[str]) -> tuple[str, ...]:
    wanted = set(boards)
    chosen = [at for at, one in enumerate(measured.judged) if one.board in wanted]
    right = [measured.judged[at].is_right for at in chosen]
    before, held_out = ([of[at] for at in chosen] for of in (measured.before, measured.held_out))
    scores = (
        sum(right) / len(right),
        calibration_error(before, right),
        calibration_error(held_out, right),
        ranking(before, right),
        ranking(held_out, right),
    )
    return (name, str(len(chosen)), *(f"{score:.3f}" for score in scores))


def reliability_svg(measured: Measured) -> str:
    """Confidence across, share of right claims upward; each point bears the number of its claims."""
    right = [one.is_right for one in measured.judged]
    parts = [
        *_frame(),
        *_line(bins(measured.before, right), _BEFORE, is_dashed=True),
        *_line(bins(measured.held_out, right), _NOW, is_dashed=False),
        *_legend(),
    ]
    width, height = _LEFT + _SIDE + 40, _TOP + _SIDE + 55
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12" role="img">'
    )
    title = "<title>Confidence of harm claims and the share of them that are right</title>"
    return "\n".join([head, title, *parts, "</svg>"]) + "\n"


def _at(confidence: float, right: float) -> tuple[float, float]:
    return round(_LEFT + _SIDE * confidence, 1), round(_TOP + _SIDE * (1 - right), 1)


def _frame() -> Iterator[str]:
    (left, bottom), (right, top) = _at(0, 0), _at(1, 1)
    yield '<rect width="100%" height="100%" fill="#fff"/>'
    yield f'<rect x="{left}" y="{top}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#444"/>'
    yield f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{top}" stroke="#999" stroke-dasharray="2 4"/>'
    for tenth in range(0, 11, 2):
        x, y = _at(tenth / 10, tenth / 10)
        yield f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{tenth / 10:.1f}</text>'
        yield f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{tenth / 10:.1f}</text>'
    middle, centre = _at(0.5, 0.5)
    yield f'<text x="{middle}" y="{bottom + 40}" text-anchor="middle">confidence of the claim</text>'
    turned = f'transform="rotate(-90 22 {centre})"'
    yield f'<text x="22" y="{centre}" text-anchor="middle" {turned}>share of claims that agree with the answer</text>'


def _line(points: Sequence[Bin], colour: str, *, is_dashed: bool) -> Iterator[str]:
    placed = [(*_at(each.confidence, each.right), each.claims) for each in points]
    path = " ".join(f"{x},{y}" for x, y, _ in placed)
    dashes = ' stroke-dasharray="6 4"' if is_dashed else ""
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'
    for x, y, claims in placed:
        yield f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>'
        aside = f'x="{x + 7}" y="{y + 14}"' if is_dashed else f'x="{x - 6}" y="{y - 8}" text-anchor="end"'
        yield f'<text {aside} fill="{colour}" font-size="10">{claims}</text>'


def _legend() -> Iterator[str]:
    told = (
        ("fitted, each report held out", _NOW),
        ("fixed guesses of before (numbers: claims)", _BEFORE),
        ("as it should be", "#999"),
    )
    for row, (words, colour) in enumerate(told):
        y = _TOP + 20 + 18 * row
        yield f'<line x1="{_LEFT + 12}" y1="{y}" x2="{_LEFT + 36}" y2="{y}" stroke="{colour}" stroke-width="2"/>'
        yield f'<text x="{_LEFT + 42}" y="{y + 4}">{words}</text>'
