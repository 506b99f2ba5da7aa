"""Control and displacement are listed claim by claim: put in order, never settled, never added up."""

from datetime import date

from civharm.model.casualties import Count
from civharm.model.claims import ClaimKind, Control, ControlChange, Displacement, Measure
from civharm.model.times import When
from civharm.situation.control import control_by_place
from civharm.situation.displacement import displacement_by_measure
from support.build import Story, place


def test_control_is_listed_by_place_in_order_of_time():
    story = Story()
    lost = Control(change=ControlChange.LOST, holder="Militia")
    held = Control(change=ControlChange.HELD, holder="Army")
    for control, day in ((held, date(2017, 3, 9)), (held, None), (lost, date(2017, 3, 1))):
        story.claim(
            story.report("Post"),
            ClaimKind.CONTROL,
            control=control,
            where=(place("Mill Quarter"),),
            when=When.on(day) if day else None,
        )
    story.claim(story.report("Post"), ClaimKind.CONTROL, control=held)
    listed = control_by_place(story.claims)
    assert list(listed) == ["", "Mill Quarter"]
    assert [entry.control.change for entry in listed["Mill Quarter"]] == ["lost", "held", "held"]
    assert listed["Mill Quarter"][-1].when is None


def test_displacement_is_listed_by_what_it_measures():
    story = Story()
    for measure in (Measure.STOCK, Measure.FLOW, Measure.FLOW):
        moved = Displacement(measure=measure, unit="families", count=Count(min=5, max=5))
        story.claim(story.report("Post"), ClaimKind.DISPLACEMENT, displaced=moved)
    story.harm("Post", "killed 3 civilian")
    listed = displacement_by_measure(story.claims)
    assert {measure: len(entries) for measure, entries in listed.items()} == {
        Measure.FLOW: 2,
        Measure.STOCK: 1,
    }
