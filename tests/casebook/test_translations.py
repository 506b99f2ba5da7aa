from dataclasses import replace

import pytest

from civharm.model.errors import NotFound
from civharm.model.reports import Translation

WORDS = "يوم الثلاثاء قتلت قذائف ثلاثة أشخاص في نورهافن."


@pytest.fixture
def translated(casebook, page, new_page, keep):
    keep(page)
    other = new_page(WORDS, "ours.txt")
    casebook.add_capture(other.capture, other.content)
    return Translation(
        report_id=page.report.id,
        capture_sha256=other.capture.sha256,
        rendition=other.rendition,
        language="ar",
        by="Ada",
        note="my own",
    )


def test_a_translation_stands_beside_its_report_and_claims_nothing(casebook, page, translated):
    before = casebook.state()
    reports, claims = before.reports, before.reviewed.claims
    assert casebook.add_translation(translated) is True
    assert casebook.translations(page.report.id) == (translated,)
    assert casebook.reports() == reports
    assert casebook.claims() == claims


def test_the_same_translation_is_kept_once_and_another_beside_it(casebook, page, translated, new_page):
    casebook.add_translation(translated)
    assert casebook.add_translation(replace(translated, by="Berta")) is False
    other = new_page(WORDS + " وأصيب خمسة.", "theirs.txt")
    casebook.add_capture(other.capture, other.content)
    second = replace(translated, capture_sha256=other.capture.sha256, rendition=other.rendition)
    casebook.add_translation(second)
    assert casebook.translations(page.report.id) == (translated, second)


def test_a_translation_of_nothing_is_refused(casebook, translated):
    with pytest.raises(NotFound, match="no report"):
        casebook.add_translation(replace(translated, report_id="elsewhere"))


def test_a_translation_is_on_the_chain_and_a_removed_one_is_missed(casebook, page, translated):
    from django.db import connections

    casebook.add_translation(translated)
    assert casebook.verify() == ()
    assert casebook.custody()[-1].action == "translation_kept"
    is_sqlite = connections[casebook.alias].vendor == "sqlite"
    on_table = "" if is_sqlite else " ON casebook_translation"
    cursor = connections[casebook.alias].cursor()
    cursor.execute(f"DROP TRIGGER casebook_translation_no_delete{on_table}")
    cursor.execute("DELETE FROM casebook_translation")
    assert casebook.verify() == (
        f"translation_kept {page.report.id}: the rows are not those that the chain of custody saw",
    )
