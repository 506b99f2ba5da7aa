from dataclasses import replace
from datetime import date

import pytest

from civharm.model.casualties import Harm
from civharm.model.errors import InvalidInput, InvalidModel, NotFound
from civharm.model.issues import Issue
from civharm.model.places import Place
from civharm.model.ports import Reading
from civharm.model.spans import Span
from civharm.model.speakers import Speaker, SpeakerKind
from civharm.model.store import ReaderVersion
from civharm.model.victims import Victim

READER = ReaderVersion(name="fake", version="1")
QUOTE = "shells killed three people"
ISSUE = Issue(stage="capture", code="empty-file", message="a.txt is empty", path="a.txt", is_failure=True)


def test_a_reading_comes_back_as_it_was(casebook, page, keep):
    claim = page.claim(QUOTE)
    assert keep(page, claim)
    assert casebook.claims() == (claim,)
    assert (casebook.reports(), casebook.texts()) == ((page.report,), {page.report.id: page.text})
    assert casebook.content(page.capture.sha256) == page.content


def test_reading_twice_changes_nothing_and_says_so(casebook, page, keep):
    keep(page, page.claim(QUOTE))
    before = casebook.folder.custody_log_path.read_bytes()
    assert casebook.has_reading(page.report, READER)
    assert not keep(page, page.claim(QUOTE))
    assert not casebook.add_capture(page.capture, page.content)
    assert casebook.folder.custody_log_path.read_bytes() == before


def test_a_report_without_a_reader_is_kept_with_its_issue(casebook, page):
    casebook.add_capture(page.capture, page.content)
    issue = Issue(stage="claims", code="no-reader", message="no reader for xx", report_id=page.report.id)
    assert casebook.add_report(page.report, page.rendition, [issue])
    assert not casebook.add_report(page.report, page.rendition, [issue])
    assert (casebook.reports(), casebook.issues()) == ((page.report,), (issue,))


def test_the_lack_of_a_reader_is_no_issue_once_there_is_one(casebook, page, keep):
    casebook.add_capture(page.capture, page.content)
    issue = Issue(stage="claims", code="no-reader", message="no reader for xx", report_id=page.report.id)
    casebook.add_report(page.report, page.rendition, [issue])
    keep(page, page.claim(QUOTE), issues=(replace(issue, code="not-anchored"),))
    assert [issue.code for issue in casebook.issues()] == ["not-anchored"]
    keep(page, page.claim(QUOTE), version="2")
    assert casebook.issues() == ()


def test_the_same_trouble_is_one_issue(casebook):
    assert [casebook.add_issues([ISSUE, ISSUE]), casebook.add_issues([ISSUE])] == [1, 0]
    assert casebook.issues() == (ISSUE,)


def test_an_issue_may_name_a_file_whose_name_is_no_text(casebook):
    casebook.add_issues([replace(ISSUE, path="bad\udcff\x00.txt")])
    assert casebook.issues()[0].path == "bad\\udcff\\x00.txt"


def test_what_the_reader_found_about_the_report_is_the_reports(casebook, page, keep):
    mayor = Speaker(name="Odo Vell", role="mayor", kind=SpeakerKind.LOCAL_OFFICIAL, words="Mayor Odo Vell")
    dateline = Place(words="ARN", name="Arn")
    keep(page, speakers=(mayor,), dateline=dateline)
    assert casebook.reports() == (replace(page.report, speakers=(mayor,), dateline=dateline),)
    assert not casebook.add_report(page.report, page.rendition)


def test_a_record_in_a_grown_feed_is_the_same_report(casebook, page, new_page, keep):
    keep(page)
    feed = new_page("the feed, with one more record")
    casebook.add_capture(feed.capture, feed.content)
    grown = replace(page.report, capture_sha256=feed.capture.sha256, part="entry 2")
    assert not casebook.add_report(grown, page.rendition)


def test_a_claim_that_does_not_quote_the_text_is_refused_whole(casebook, page, keep):
    good = page.claim(QUOTE)
    bad = replace(good, id="bad", span=Span(0, 5))
    with pytest.raises(InvalidModel, match="quotes"):
        keep(page, good, bad)
    assert (casebook.claims(), casebook.reports(), casebook.verify()) == ((), (), ())


def test_a_claim_that_is_twice_in_a_reading_is_refused(page, keep):
    with pytest.raises(InvalidModel, match="twice in one reading"):
        keep(page, page.claim(QUOTE), page.claim(QUOTE, killed=9))


def test_a_claim_of_another_report_is_refused(page, keep):
    with pytest.raises(InvalidModel, match="is of the report other"):
        keep(page, replace(page.claim(QUOTE), report_id="other"))


def test_bytes_that_are_not_the_captured_ones_are_refused(casebook, page):
    with pytest.raises(InvalidInput, match="are not those that were captured"):
        casebook.add_capture(page.capture, b"other bytes")


def test_a_report_needs_its_capture(casebook, page):
    with pytest.raises(NotFound, match="of a capture that is not kept"):
        casebook.add_reading(page.report, page.rendition, Reading(claims=()), reader=READER)


def test_a_text_that_a_database_can_not_hold_is_refused(casebook, new_page, keep):
    with pytest.raises(InvalidModel, match="holds NUL"):
        keep(new_page("a\x00b"))


def test_a_newer_reading_stands_instead_of_the_older(casebook, page, keep):
    old, kept = page.claim("killed three people"), page.claim("On Tuesday")
    keep(page, old, kept)
    new = page.claim(QUOTE)
    keep(page, new, kept, version="2")
    assert casebook.claims() == (replace(new, supersedes=old.id), kept)


def test_a_new_rendition_is_read_again_and_the_old_text_stays(casebook, page, keep):
    keep(page, page.claim(QUOTE))
    newer = page.rendered("CORRECTED " + page.text)
    keep(newer, newer.claim(QUOTE))
    assert casebook.texts() == {page.report.id: newer.text}
    assert [claim.span.start for claim in casebook.claims()] == [newer.text.index(QUOTE)]


def test_the_state_as_known_on_a_day_is_a_query(casebook, clock, page, new_page, keep):
    first = page.claim(QUOTE)
    keep(page, first)
    clock.next_day()
    other = new_page("Two people died in Arn.", "b.txt")
    keep(other, other.claim("Two people died", killed=2))
    clock.next_day()
    keep(page, version="2")
    known = {day: casebook.claims(as_known_on=date(2021, 5, day)) for day in (3, 4, 5, 6)}
    assert {day: [claim.report_id for claim in claims] for day, claims in known.items()} == {
        3: [],
        4: [page.report.id],
        5: [page.report.id, other.report.id],
        6: [other.report.id],
    }
    assert len(casebook.reports(as_known_on=date(2021, 5, 4))) == 1


@pytest.fixture
def victim(page):
    name = page.text.index("Odo Vell")
    return Victim(
        id="v1",
        claim_id=page.claim(QUOTE).id,
        report_id=page.report.id,
        name="Odo Vell",
        span=Span(name, name + 8),
        harm=Harm.KILLED,
    )


def test_victims_are_flagged_protected(casebook, page, keep, victim):
    from civharm.casebook.models import VictimRow

    keep(page, page.claim(QUOTE), victims=(victim,))
    assert casebook.victims() == (victim,)
    assert VictimRow.objects.using(casebook.alias).get().is_protected


def test_whoever_reads_victims_is_on_the_chain(casebook, page, keep, victim):
    keep(page, page.claim(QUOTE), victims=(victim,))
    assert casebook.read_protected(reader="Ada", reason="next of kin asked") == (victim,)
    last = casebook.custody()[-1]
    assert (last.actor, last.action) == ("Ada", "protected_read")
    assert "Odo Vell" not in casebook.folder.custody_log_path.read_text()


def test_protected_spans_of_a_claim_are_kept(casebook, page, keep):
    claim = replace(page.claim("Mayor Odo Vell denied it"), protected=(Span(57, 65),))
    keep(page, claim)
    assert casebook.claims()[0].protected == (Span(57, 65),)


def test_each_act_is_on_the_chain(casebook, page, keep):
    keep(page, page.claim(QUOTE))
    actions = [entry.action for entry in casebook.custody()]
    assert actions == ["casebook_created", "captured", "report_kept", "read"]
