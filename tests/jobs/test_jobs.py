"""Jobs: what becomes of inputs, what is tried again, and what is known already."""

from datetime import UTC, datetime, timedelta

import pytest

from civharm.casebook.store import Casebook
from civharm.jobs import turns
from civharm.jobs.adding import Given, Pasted, add_job, named, pasted, pasted_translation
from civharm.jobs.incoming import Incoming
from civharm.jobs.progress import inputs_of, job_of, newest_jobs
from civharm.jobs.states import MOST_ATTEMPTS, InputKind, InputState, JobState, pause_after
from civharm.model.errors import InvalidInput, NotFound, NotNow
from support.quick_reading import QuickReader, run_quickly

TEXT = "The mayor of Arn said that shells had killed 12 people in the market. It had rained there for days before they fell."
START = datetime(2021, 6, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    now = START

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def casebook(tmp_path, database_url, clock):
    made = Casebook.create(tmp_path / "casebook", database_url=database_url, actor="server", clock=clock)
    yield made
    made.close()


@pytest.fixture
def incoming(casebook):
    return Incoming.of(casebook.folder.path)


def a_file(incoming, name, content):
    place, sha256 = incoming.keep(content)
    return Given(kind=InputKind.UPLOADED, name=name, place=place, sha256=sha256)


def outcomes(casebook, job):
    return [(each.state, [issue.code for issue in each.issues]) for each in inputs_of(casebook.alias, job)]


def state(casebook, job):
    return job_of(casebook.alias, job).state


def test_each_input_has_its_outcome_and_leaves_the_folder(casebook, incoming):
    given = [
        a_file(incoming, "a.txt", TEXT.encode()),
        a_file(incoming, "b.png", b"\x89PNG"),
        pasted(Pasted(text=TEXT + " It snowed.", source="Arn Courier"), incoming),
    ]
    job = add_job(casebook, given, who="Ada")
    run_quickly(casebook, job)
    assert outcomes(casebook, job) == [
        (InputState.READ, []),
        (InputState.FAILED, ["not-text"]),
        (InputState.READ, []),
    ]
    assert state(casebook, job) is JobState.DONE
    assert list(incoming.folder.iterdir()) == []
    assert [incident.reports for incident in casebook.incidents()] != []
    assert {entry.actor for entry in casebook.custody() if entry.action == "captured"} == {"Ada"}


def test_what_is_pasted_keeps_what_the_person_said_of_it_apart_from_its_words(casebook, incoming):
    words = Pasted(
        text=TEXT,
        title="Market shelled",
        source="Arn Courier",
        published="2021-05-14",
        url="https://a.example/1",
    )
    job = add_job(casebook, [pasted(words, incoming)], who="Ada")
    run_quickly(casebook, job)
    (report,) = casebook.reports()
    assert (report.title, report.source, report.url) == (
        "Market shelled",
        "Arn Courier",
        "https://a.example/1",
    )
    assert casebook.texts()[report.id].endswith(TEXT)


@pytest.mark.parametrize("name", ["title", "text"])
def test_the_name_of_what_is_pasted_repeats_none_of_its_words(incoming, name):
    given = pasted(Pasted(**{"text": TEXT, name: "Odo Vell was killed"}), incoming)
    assert "Odo" not in given.name


def test_the_same_bytes_are_told_at_once(casebook, incoming):
    run_quickly(casebook, add_job(casebook, [a_file(incoming, "a.txt", TEXT.encode())], who="Ada"))
    job = add_job(casebook, [a_file(incoming, "again.txt", TEXT.encode())], who="Berta")
    (before,) = inputs_of(casebook.alias, job)
    assert [(known.by.value, known.since) for known in before.known] == [("bytes", START)]
    run_quickly(casebook, job)
    assert outcomes(casebook, job) == [(InputState.KNOWN, [])]


ADDRESSES = [
    "https://a.example/1",
    "http://www.a.example/1/",
    "https://a.example/1?utm_source=x#top",
    "https://m.a.example/1?fbclid=5",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_known_address_is_told_at_once_and_not_fetched_again(casebook, incoming, address):
    run_quickly(
        casebook,
        add_job(casebook, [pasted(Pasted(text=TEXT, url="https://a.example/1"), incoming)], who="Ada"),
    )
    job = add_job(casebook, [named(address)], who="Ada")
    run_quickly(casebook, job, fetch=never)
    assert outcomes(casebook, job) == [(InputState.KNOWN, [])]


def test_another_page_of_the_same_site_is_not_known(casebook, incoming):
    run_quickly(
        casebook,
        add_job(casebook, [pasted(Pasted(text=TEXT, url="https://a.example/1"), incoming)], who="Ada"),
    )
    (given,) = inputs_of(casebook.alias, add_job(casebook, [named("https://a.example/?id=1")], who="Ada"))
    assert (given.state, given.known) == (InputState.WAITING, ())


def test_the_same_words_from_elsewhere_are_told(casebook, incoming):
    run_quickly(casebook, add_job(casebook, [a_file(incoming, "a.txt", TEXT.encode())], who="Ada"))
    other = f"<html><body><p>{TEXT.upper()}</p></body></html>".encode()
    job = add_job(casebook, [a_file(incoming, "b.html", other)], who="Ada")
    run_quickly(casebook, job)
    (given,) = inputs_of(casebook.alias, job)
    assert given.state is InputState.READ
    assert [known.by.value for known in given.known] == ["words"]


def test_a_translation_is_kept_beside_its_report(casebook, incoming):
    original = pasted(Pasted(text="قال رئيس البلدية إن القذائف قتلت أشخاصا في السوق."), incoming)
    job = add_job(casebook, [original, pasted_translation(TEXT, incoming, of=1)], who="Ada")
    run_quickly(casebook, job)
    assert [outcome for outcome, _ in outcomes(casebook, job)] == [InputState.READ, InputState.KEPT]
    (report,) = casebook.reports()
    (translation,) = casebook.translations(report.id)
    assert (translation.rendition.text, translation.by, translation.language) == (TEXT, "Ada", "en")
    assert casebook.claims() == ()


def test_a_translation_of_what_could_not_be_read_says_so(casebook, incoming):
    job = add_job(
        casebook, [a_file(incoming, "a.png", b"\x89PNG"), pasted_translation(TEXT, incoming, of=1)], who="Ada"
    )
    run_quickly(casebook, job)
    assert outcomes(casebook, job)[1] == (InputState.FAILED, ["no-original"])


def never(url, incoming):
    raise AssertionError("nothing is to be fetched")


def down(url, incoming):
    raise NotNow("the server is down")


def test_an_address_that_can_not_be_had_now_is_tried_again_and_given_up_in_the_end(casebook, incoming, clock):
    job = add_job(
        casebook, [a_file(incoming, "a.txt", TEXT.encode()), named("https://a.example/1")], who="Ada"
    )
    for attempt in range(1, MOST_ATTEMPTS):
        run_quickly(casebook, job, fetch=down)
        assert (state(casebook, job), job_of(casebook.alias, job).attempts) == (JobState.FAILED, attempt)
        assert turns.due(casebook) == []
        clock.now += pause_after(attempt)
        assert turns.due(casebook) == [job]
    run_quickly(casebook, job, fetch=down)
    assert state(casebook, job) is JobState.DONE
    assert outcomes(casebook, job) == [(InputState.READ, []), (InputState.FAILED, ["not-fetched"])]
    turns.retry(casebook, job)
    run_quickly(casebook, job, fetch=lambda url, folder: folder.keep(TEXT.encode() + b" It snowed.")[0])
    assert outcomes(casebook, job)[1] == (InputState.READ, [])


def test_a_job_that_always_fails_is_dead_and_can_be_revived(casebook, incoming, clock, monkeypatch):
    job = add_job(casebook, [a_file(incoming, "a.txt", TEXT.encode())], who="Ada")
    monkeypatch.setattr("support.quick_reading.refresh", lambda casebook: 1 / 0)
    for _attempt in range(MOST_ATTEMPTS):
        run_quickly(casebook, job)
        clock.now += timedelta(hours=2)
    shown = job_of(casebook.alias, job)
    assert (shown.state, shown.attempts) == (JobState.DEAD, MOST_ATTEMPTS)
    assert "ZeroDivisionError" in shown.error
    assert turns.due(casebook) == []
    monkeypatch.undo()
    turns.retry(casebook, job)
    run_quickly(casebook, job)
    assert state(casebook, job) is JobState.DONE


def test_a_job_is_run_by_one_alone(casebook, incoming):
    job = add_job(casebook, [a_file(incoming, "a.txt", TEXT.encode())], who="Ada")
    assert turns.begin(casebook, job) is not None
    assert turns.begin(casebook, job) is None


def test_what_was_running_when_the_program_was_killed_goes_on_and_counts_as_an_attempt(casebook, incoming):
    job = add_job(casebook, [a_file(incoming, "a.txt", TEXT.encode())], who="Ada")
    turns.begin(casebook, job)
    turns.recover(casebook)
    assert (state(casebook, job), turns.due(casebook)) == (JobState.QUEUED, [job])
    turns.begin(casebook, job)
    turns.put_back(casebook, job)
    assert job_of(casebook.alias, job).attempts == 1


def test_an_input_that_kills_the_reader_each_time_is_given_up_and_the_others_are_read(casebook, incoming):
    from civharm.jobs.models import JobInputRow

    job = add_job(
        casebook, [a_file(incoming, "bad.txt", b"bad"), a_file(incoming, "a.txt", TEXT.encode())], who="Ada"
    )
    JobInputRow.objects.using(casebook.alias).filter(name="bad.txt").update(attempts=3)
    run_quickly(casebook, job)
    assert outcomes(casebook, job) == [(InputState.FAILED, ["gave-up"]), (InputState.READ, [])]


class Gone(BaseException):
    """The program ends, as when it is killed."""


def test_what_was_begun_beside_an_input_that_kills_the_reader_is_read_all_the_same(casebook, incoming):
    texts = [TEXT.replace("12", str(number)) for number in (11, 13, 12, 14, 15)]
    job = add_job(
        casebook, [a_file(incoming, f"{n}.txt", text.encode()) for n, text in enumerate(texts)], who="Ada"
    )

    class Deadly(QuickReader):
        def read(self, report, text):
            if "13 people" in text:
                raise Gone
            return super().read(report, text)

    for _ in range(3):
        with pytest.raises(Gone):
            run_quickly(casebook, job, reader=Deadly())
        turns.recover(casebook)
    run_quickly(casebook, job, reader=Deadly())
    assert outcomes(casebook, job) == [
        (InputState.READ, []),
        (InputState.FAILED, ["gave-up"]),
        *[(InputState.READ, [])] * 3,
    ]
    assert casebook.verify() == ()


def test_a_worker_that_has_to_stop_again_and_again_gives_no_input_up(casebook, incoming):
    job = add_job(casebook, [a_file(incoming, "a.txt", TEXT.encode())], who="Ada")

    class Stopped(QuickReader):
        def read(self, report, text):
            raise Gone

    for _ in range(5):
        with pytest.raises(Gone):
            run_quickly(casebook, job, reader=Stopped())
        turns.put_back(casebook, job)
    run_quickly(casebook, job)
    assert outcomes(casebook, job) == [(InputState.READ, [])]


def test_a_cancelled_job_stops_between_two_inputs(casebook, incoming):
    job = add_job(
        casebook, [a_file(incoming, f"{n}.txt", f"{TEXT} {n}".encode()) for n in range(3)], who="Ada"
    )

    class Cancelling(QuickReader):
        def read(self, report, text):
            if job_of(casebook.alias, job).state is JobState.RUNNING:
                turns.cancel(casebook, job)
            return super().read(report, text)

    run_quickly(casebook, job, reader=Cancelling())
    assert state(casebook, job) is JobState.CANCELLED
    assert [outcome for outcome, _ in outcomes(casebook, job)] == [
        InputState.READ,
        InputState.WAITING,
        InputState.WAITING,
    ]
    with pytest.raises(InvalidInput, match="ended already"):
        turns.cancel(casebook, job)


def test_jobs_of_one_person_are_theirs(casebook, incoming):
    for who in ("Ada", "Berta"):
        add_job(casebook, [named(f"https://a.example/{who}")], who=who)
    assert [job.who for job in newest_jobs(casebook.alias, most=5)] == ["Berta", "Ada"]
    assert [job.who for job in newest_jobs(casebook.alias, most=5, who="Ada")] == ["Ada"]


@pytest.mark.parametrize("act", [turns.cancel, turns.retry])
def test_a_job_that_is_not_there(casebook, act):
    with pytest.raises(NotFound, match="no job 99"):
        act(casebook, 99)


def test_a_queue_of_somebody_elses_runs_nothing(casebook, tmp_path):
    """Huey's own messages are pickles; a casebook may come from anybody."""
    import pickle

    from civharm.jobs.queue import PlainSerializer

    with pytest.raises(ValueError):
        PlainSerializer().deserialize(pickle.dumps({"id": 1}))


@pytest.mark.parametrize("place", ["../casebook.sqlite3", "/etc/passwd", "", "a" * 31])
def test_no_place_leads_out_of_the_folder(incoming, place):
    with pytest.raises(NotFound):
        incoming.path_of(place)


def test_what_is_known_of_a_file_goes_into_its_capture(casebook, incoming):
    place, sha256 = incoming.keep(TEXT.encode())
    copies = ("https://archive.example/1",)
    given = Given(
        kind=InputKind.WATCHED, name="a.txt", place=place, sha256=sha256, modified_at=START, copies=copies
    )
    run_quickly(casebook, add_job(casebook, [given], who="Mira"))
    how = casebook.captures()[0].collection
    assert (how.collector, how.modified_at, how.copies) == ("Mira", START, copies)


def test_a_job_added_by_a_clock_that_ran_ahead_does_not_wait_for_it(casebook, incoming, clock):
    clock.now = START + timedelta(days=900)
    job = add_job(casebook, [a_file(incoming, "a.txt", TEXT.encode())], who="Ada")
    clock.now = START
    assert list(turns.due(casebook)) == [job]
    run_quickly(casebook, job)
    assert outcomes(casebook, job) == [(InputState.READ, [])]


def test_a_job_that_failed_still_waits_its_time(casebook, incoming, clock):
    job = add_job(casebook, [a_file(incoming, "a.txt", TEXT.encode())], who="Ada")
    turns.fail(turns.begin(casebook, job), "no luck")
    assert list(turns.due(casebook)) == []
    clock.now = START + timedelta(hours=2)
    assert list(turns.due(casebook)) == [job]
