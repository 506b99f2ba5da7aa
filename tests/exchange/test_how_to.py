"""The files of the how-to come in as they stand there."""

import re
from pathlib import Path

import pytest

from civharm.exchange.kinds import Kind

PAGE = Path(__file__).parents[2] / "docs/how-to/bring-in-other-records.md"
FILES = re.findall(
    r"```(?:json|csv|html)\n(.*?)```\n\n`civharm import (\S+) --kind (\S+)",
    PAGE.read_text(encoding="utf-8"),
    re.DOTALL,
)


def test_there_is_a_file_for_each_kind():
    assert {kind for _, _, kind in FILES} >= {
        "bayanat",
        "atlos",
        "ucdp-ged",
        "acled",
        "airwars",
        "airwars-page",
    }


@pytest.mark.parametrize("file", FILES, ids=[name for _, name, _ in FILES])
def test_it_comes_in(tmp_path, bring_in, casebook, file):
    content, name, kind = file
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    result = bring_in(path, Kind(kind))
    assert (result.kept.new, result.errors) == (1, ())
    (claim,) = casebook.claims()
    assert claim.casualties and claim.when and claim.where
