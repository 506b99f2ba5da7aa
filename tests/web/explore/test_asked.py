"""The filter in an address: read as it was written, and what can't be read is complained of and left out."""

from datetime import date

import pytest

from civharm.catalogue.asking import Box, IncidentFilter, Queue
from civharm.web.setup import ready

ready()

from django.http import QueryDict  # noqa: E402

from civharm.web.explore.asked import Asked, is_narrowed, query_of, without  # noqa: E402

EVERYTHING = IncidentFilter()
READ = {
    "": EVERYTHING,
    "from=&to=&grade=&q=": EVERYTHING,
    "q=%D8%A7%D9%84%D9%85%D9%88%D8%B5%D9%84": IncidentFilter(text="الموصل"),
    "from=2017-03-01&to=2017-03-31": IncidentFilter(start=date(2017, 3, 1), end=date(2017, 3, 31)),
    "grade=fair&grade=ungraded": IncidentFilter(gradings=("fair", "ungraded")),
    "signed=yes": IncidentFilter(is_signed=True),
    "undated=yes&unplaced=no": IncidentFilter(is_undated=True, is_unplaced=False),
    "status=lead": IncidentFilter(statuses=("lead",)),
    "party=Northern+Coalition&party=": IncidentFilter(parties=("Northern Coalition", "")),
    "killed=12": IncidentFilter(killed_min=12),
    "killed=0": IncidentFilter(killed_min=0),
    "area=36.3,43,36.4,43.2": IncidentFilter(box=Box(south=36.3, west=43, north=36.4, east=43.2)),
    "queue=to_grade": IncidentFilter(queue=Queue.TO_GRADE),
}


@pytest.mark.parametrize(("query", "expected"), READ.items())
def test_an_address_is_read(query, expected):
    assert Asked.of(QueryDict(query)) == Asked(filter=expected)


@pytest.mark.parametrize("wanted", READ.values())
def test_a_filter_stands_in_an_address_and_comes_back(wanted):
    assert Asked.of(QueryDict(query_of(wanted))).filter == wanted


UNREADABLE = {
    "from=yesterday": "yesterday",
    "to=2017-02-30": "2017-02-30",
    "grade=certain": "certain",
    "strike=%3Cscript%3E": "<script>",
    "signed=maybe": "maybe",
    "killed=-3": "-3",
    "killed=many": "many",
    "killed=%D9%A3": "٣",
    "area=1,2,3": "south,west,north,east",
    "area=nan,0,1,1": "south,west,north,east",
    "area=91,0,92,1": "south,west,north,east",
    "queue=lunch": "lunch",
}


@pytest.mark.parametrize(("query", "named"), UNREADABLE.items())
def test_what_cannot_be_read_is_named_and_left_out(query, named):
    asked = Asked.of(QueryDict(query))
    assert asked.filter == EVERYTHING
    assert len(asked.complaints) == 1
    assert named in asked.complaints[0]


def test_a_period_written_backwards_is_turned_and_said():
    asked = Asked.of(QueryDict("from=2017-04-01&to=2017-03-01"))
    assert (asked.filter.start, asked.filter.end) == (date(2017, 3, 1), date(2017, 4, 1))
    assert len(asked.complaints) == 1


def test_a_value_is_taken_off_and_the_rest_stays():
    wanted = IncidentFilter(gradings=("fair", "weak"), text="x")
    assert without(wanted, "grade", "fair") == IncidentFilter(gradings=("weak",), text="x")
    assert without(wanted, "q") == IncidentFilter(gradings=("fair", "weak"))


def test_the_last_state_taken_off_shows_what_every_list_shows():
    assert without(IncidentFilter(statuses=("lead",)), "status", "lead") == EVERYTHING
    assert not is_narrowed(EVERYTHING)
    assert is_narrowed(IncidentFilter(killed_min=0))
