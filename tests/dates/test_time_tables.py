"""The sentences of english.yml and arabic.yml, read as the tables say."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from civharm.dates import arabic, english

ANCHOR = date(2017, 3, 7)
GRAMMARS = {"english": english.find_times, "arabic": arabic.find_times}


def cases():
    for language in GRAMMARS:
        table = yaml.safe_load((Path(__file__).parent / f"{language}.yml").read_text(encoding="utf-8"))
        for family, rows in table.items():
            for row in rows:
                yield pytest.param(language, row, id=f"{language}: {family}: {row['text']}")


@pytest.mark.parametrize(("language", "row"), list(cases()))
def test_sentence_is_read_as_the_table_says(language, row):
    found = GRAMMARS[language](row["text"], anchor=row.get("anchor", ANCHOR))
    read = [
        [
            each.words,
            each.when.start,
            each.when.end,
            each.when.precision.value,
            each.when.rule,
            each.when.part_of_day,
        ]
        for each in found
    ]
    assert read == [[*times, None][:6] for times in row.get("times", [])]
