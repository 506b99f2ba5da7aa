"""No protected name is left in the record that pages are made from."""

import pytest

from civharm.catalogue.masking import masked

NAMES = ["Salim Qadduri", "Qadduri", "Huda Marwani", "Marwani", "ليلى الجبوري"]


@pytest.mark.parametrize("name", NAMES)
def test_a_protected_name_is_nowhere_in_the_record(record, name):
    assert name in str(record)
    assert name not in str(masked(record))


def test_spans_still_fit_the_masked_texts(record):
    shown = masked(record)
    assert all(claim.anchored_in(shown.texts[claim.report_id]) for claim in shown.claims)


def test_what_is_not_protected_stays_as_it_was(record):
    shown = masked(record)
    assert shown.assessments == record.assessments
    assert [claim.id for claim in shown.claims] == [claim.id for claim in record.claims]
    assert "Northern Coalition" in shown.texts["r1"]
