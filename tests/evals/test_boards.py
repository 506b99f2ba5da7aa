"""The boards on invented rows: answers have the form that the scorer takes, and are right where reading is easy."""

import json

import pytest

from benchmarks.filter_off import compare
from evals.__main__ import main, predict
from evals.tools import IS_SELECTIVE
from support.chat_server import chat_server

STRIKE = "An airstrike on Tuesday killed 12 civilians in Mosul, Iraq, and wounded five, residents said."


def row(text, **fields):
    return {"id": "r1", "text": text, "lang": "en", "published": "2017-03-08", **fields}


def answer(board, given):
    (found,) = predict(board, [given])
    return found


def test_dates_have_timex_values():
    assert answer("dates", row("He left on Monday."))["timexes"] == [
        {"start": 11, "end": 17, "type": "DATE", "value": "2017-03-06"}
    ]


def test_a_coded_record_gets_the_grade_of_the_table():
    coded = {
        "id": "g1",
        "harm_reported": "Yes",
        "belligerents": ["Norland Air Force"],
        "n_belligerent_rows": 1,
        "positions": ["credible"],
        "conceded_min": 2,
        "strike_status": "Declared strike",
        "n_sources": 3,
    }
    assert answer("grading", coded) == {"id": "g1", "grading": "confirmed"}


@pytest.mark.parametrize("board", ["toll-iraq", "toll-gva"])
def test_numbers_of_killed_and_injured(board):
    found = answer(board, row(STRIKE))
    assert (found["killed"], found["injured"], found["date"]) == (12, 5, "2017-03-07")


def test_ranges_of_civilians():
    found = answer("toll-gaza", row(STRIKE))
    assert (found["killed_min"], found["killed_max"], found["injured_min"]) == (12, 12, 5)


def test_several_reports_make_one_record():
    sources = [row(STRIKE), row(f"Officials confirmed it. {STRIKE}", id="r2")]
    found = answer("incident-syria", {"id": "i1", "sources": sources})
    assert (found["id"], found["killed_min"], found["date"]) == ("i1", 12, "2017-03-07")


def test_reports_of_one_strike_share_a_cluster():
    other = "A car bomb on Monday killed three people in Basra, Iraq, police said."
    rows = [row(STRIKE), row(f"Smoke rose. {STRIKE}", id="r2"), row(other, id="r3")]
    clusters = [found["cluster"] for found in predict("link-gva", rows)]
    assert clusters[0] == clusters[1] != clusters[2]


def test_places_have_their_ids():
    (found,) = answer("toponyms", row("Fighting went on in Mosul, Iraq, on Friday."))["toponyms"][:1]
    assert (found["start"], found["end"], found["geonameid"]) == (20, 25, "99072")


def test_the_place_of_an_event():
    given = row("A bomb exploded in Mosul on Friday.", verb={"start": 7, "end": 15, "text": "exploded"})
    assert answer("event-place", given)["places"] == [{"start": 19, "end": 24}]


def test_who_says_what():
    text = "Mayor Ada Vell said the bridge was hit."
    (found,) = answer("speakers", row(text))["attributions"]
    quoted = {part: text[spans[0]["start"] : spans[0]["end"]] for part, spans in found.items()}
    assert quoted["cue"] == "said" and "Vell" in quoted["source"] and "bridge" in quoted["content"]


def test_entities_have_the_boards_types():
    types = {
        each["type"] for each in answer("conflict-ner", row("Ada Vell left Mosul on Friday."))["entities"]
    }
    assert {"Location", "Temporal"} <= types


def test_a_board_is_predicted_without_its_answers(tmp_path):
    (tmp_path / "items.jsonl").write_text(json.dumps(row("It fell on 3 May 2016.")), encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text("not to be read", encoding="utf-8")
    out = tmp_path / "out" / "predictions.jsonl"
    assert main(["dates", "--gold", str(tmp_path), "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["timexes"][0]["value"] == "2016-05-03"


@pytest.mark.parametrize("arguments", [["no-such-board"], ["dates"]])
def test_wrong_use_is_said(arguments, tmp_path, capsys):
    assert main([*arguments, "--gold", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "evals:" in capsys.readouterr().err


def test_a_row_that_fails_is_named_and_answered_empty(capsys):
    assert answer("grading", {"id": "broken"}) == {"id": "broken"}
    assert "broken could not be read" in capsys.readouterr().err


def test_a_second_reader_reads_too_in_that_run_alone(tmp_path, capsys):
    text = "The blaze wiped out nine herders on Tuesday in Mosul, Iraq."
    told = {"quote": "wiped out nine herders", "harm": "killed", "people_words": "nine herders"}
    told |= {f"{name}_words": None for name in ("time", "place", "attacker", "speaker")}
    (tmp_path / "items.jsonl").write_text(json.dumps(row(text)) + "\n")
    asked = ["toll-iraq", "--gold", str(tmp_path), "--out", str(tmp_path / "out.jsonl"), "--processes", "1"]
    with chat_server(lambda _: [told]) as server:
        assert main([*asked, "--second-reader", server.url, "--second-reader-model", "tiny"]) == 0
        assert json.loads((tmp_path / "out.jsonl").read_text())["killed"] == 9
        assert main(asked) == 0
    assert json.loads((tmp_path / "out.jsonl").read_text())["killed"] == 0
    assert len(server.questions) == 1
    assert "second reader tiny: questions 1" in capsys.readouterr().out


def test_a_board_is_answered_with_the_filter_off_too(monkeypatch):
    switched = []
    monkeypatch.setattr(
        "benchmarks.filter_off.predict", lambda name, rows: switched.append(IS_SELECTIVE.get()) or []
    )
    assert compare("toll-gva", []).share == 0
    assert switched == [True, False] and IS_SELECTIVE.get()


def test_the_filter_changes_no_answer_where_reading_is_easy():
    found = compare("toll-gva", [row(STRIKE), row(f"{'The fair was busy. ' * 200}{STRIKE}", id="r2")])
    assert (found.rows, found.changed) == (2, ())
