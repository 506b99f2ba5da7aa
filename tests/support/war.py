"""An invented war: open and walled sources, both scripts, undated and unplaced events."""

from dataclasses import replace
from datetime import date

from civharm.model.spans import Span
from civharm.model.speakers import SpeakerKind
from support.build import Story, speaker

WALL, OTHER_WALL = "closed", "villages"
NAME = "Huda Karam"


def a_war() -> Story:
    """Six events; what each report is there for is said beside it."""
    story = Story()
    # told by two open sources, names a private person
    text = f"An airstrike on Orchard Quarter killed 12 people, said {NAME}, a neighbour. Two strikes hit the market."
    at = Span(text.index(NAME), text.index(NAME) + len(NAME))
    story.harm(
        "Harbour Post", "killed 12 civilian", by="Northern Army", text=text, protected=(at,),
        speaker=speaker(NAME, kind=SpeakerKind.RELATIVE),
    )  # fmt: skip
    story.harm("Valley Radio", "killed 15 civilian", by="Northern Army")
    # in Arabic, of another day and place
    arabic = "قُتِل خمسة مدنيين وأصيب عشرة في قصفٍ على قرية تل زيتون قرب الموصل، بحسب المستشفى."
    story.harm(
        "وكالة الرافد", "killed 5 civilian", "injured 10 civilian", by="River Militia", at="Tel Zaytun",
        on=date(2017, 4, 2), published=date(2017, 4, 3), text=arabic, event="shelling",
    )  # fmt: skip
    # by a walled source alone
    story.harm("Closed Wire", "killed 40 civilian", by="Southern Front", at="Wardan", on=date(2017, 5, 9))
    # by an open source and by the walled one
    for source in ("Harbour Post", "Closed Wire"):
        story.harm(source, "killed 7 civilian", by="Southern Front", at="Mill Quarter", on=date(2017, 6, 1))
    # not dated, not placed: leads
    story.harm("Harbour Post", "killed 2 civilian", at="Rumman Town", on=None, published=None)
    story.harm("Harbour Post", "killed 3 civilian", at=None, on=date(2017, 7, 1))
    story.reports = [
        replace(report, title=f"Report {number} of {report.source}", language="ar" if number == 2 else "en")
        for number, report in enumerate(story.reports)
    ]
    return story
