"""Our own table of incidents, imported and made again: places, days, numbers and parties are the same."""

from civharm.exchange.kinds import Kind
from civharm.pipeline import refresh
from civharm.publication.release.incidents import INCIDENTS, Published

KEPT = (
    "Country", "Date", "Latitude", "Longitude", "Geolocation Accuracy", "Civilians Killed Min", "Civilians Killed Max",
    "Civilians Injured Min", "Civilians Injured Max", "Militants Killed Min", "Militants Killed Max",
    "Belligerents List", "Location", "Radius M",
)  # fmt: skip
ROWS = [
    ("AX", "2017-03-17", "36.34", "43.12", "town", "3", "5", "", "", "", "", "Northern Army", "Norhaven", "1500"),
    ("AX", "2017-04-01/2017-04-03", "36.5", "43.9", "nearby_landmark", "1", "1", "4", "9", "2", "3", "", "Bridge of Ell", "250"),
    ("AX", "2017-05-20", "36.9", "44.4", "neighbourhood", "", "6", "2", "2", "", "", "Northern Army; Reds", "Old Quarter, Sund", "900"),
]  # fmt: skip


def test_incidents_come_out_as_they_went_in(table, bring_in, casebook):
    rows = [
        {"Unique Reference Code": f"AX-{number}", **dict(zip(KEPT, row, strict=True))}
        for number, row in enumerate(ROWS)
    ]
    result = bring_in(table(rows), Kind.AIRWARS, recorder="Lake Monitor")
    assert (result.kept.new, result.errors, result.unread) == (3, (), ())
    refresh(casebook)
    assessments = {each.incident_id: each for each in casebook.assessments()}
    published = [
        Published(incident=each, assessment=assessments.get(each.id)) for each in casebook.incidents()
    ]
    made = [dict(zip(INCIDENTS.names, row, strict=True)) for row in INCIDENTS.rows(published)]
    again = [tuple("" if row[name] is None else str(row[name]) for name in KEPT) for row in made]
    assert sorted(again) == sorted(ROWS)
    assert {report.external_id for report in casebook.reports()} == {"AX-0", "AX-1", "AX-2"}
