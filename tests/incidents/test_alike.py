from datetime import timedelta

from civharm.incidents.alike import link_reports
from support.build import DAY, Story, own_words

EVENT = own_words("the mill")


def told(*texts: tuple[str, int | None]) -> list[str]:
    """Groups by the place of the texts in the list; the number is the day of publication, None for none."""
    story = Story()
    days = [None if day is None else DAY + timedelta(days=day) for _, day in texts]
    ids = [story.report(f"Outlet {at}", text, published=days[at]) for at, (text, _) in enumerate(texts)]
    groups = link_reports(story.reports[::-1], story.texts)
    return sorted("".join(sorted(str(ids.index(report)) for report in group)) for group in groups)


def retold(of: str) -> str:
    """Half of the words of the event, half its own."""
    return " ".join(EVENT.split()[::2] + own_words(of).split()[::2])


def test_alike_and_near_in_time_go_together() -> None:
    assert told((EVENT, 0), (retold("a"), 1), (own_words("else"), 1)) == ["01", "2"]


def test_far_apart_in_time_stay_apart() -> None:
    assert len(told((EVENT, 0), (EVENT, 30))) == 2


def test_without_a_day_more_likeness_is_wanted() -> None:
    assert len(told((EVENT, None), (EVENT, 0))) == 1
    assert len(told((EVENT, None), (" ".join(EVENT.split()[:6]) + " " + own_words("b"), 0))) == 2


def test_empty_texts_are_alike_to_nothing() -> None:
    assert len(told(("?", 0), ("!", 0))) == 2
