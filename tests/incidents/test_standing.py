"""A linking that goes on from the last one comes to the same as one that begins with nothing."""

from collections.abc import Collection

from hypothesis import given, settings
from hypothesis import strategies as st

from civharm.incidents.likeness import Rarity
from civharm.incidents.link import LinkingTerms, link
from civharm.model.incidents import Judgement, Linked, Verdict
from civharm.model.workings import Workings
from support.build import DAY, Story, own_words

PLACES = ("Orchard Quarter", "Mill Quarter", "Mosul", "Tel Zaytun", None)
TEXTS = tuple(f"{own_words(f'strike {at}')} {own_words('news')}" for at in range(4))

tellings = st.tuples(
    st.sampled_from(PLACES),
    st.sampled_from([DAY, None]),
    st.integers(1, 4),
    st.sampled_from(TEXTS),
    st.integers(0, 30),
)


def told(tellings) -> Story:
    story = Story()
    for at, (place, day, killed, text, number) in enumerate(tellings):
        words = text if number < 8 else f"{text} {own_words(str(number))}"
        story.harm(f"Outlet {at % 3}", f"killed {killed} civilian", at=place, on=day, text=words)
    return story


def linked(story: Story, reports: Collection[str], workings: Workings, judgements=()) -> Linked:
    terms = LinkingTerms(
        rarity=Rarity.of(TEXTS),
        workings=workings,
        judgements=[j for j in judgements if _is_there(j, story, reports)],
    )
    return link(
        [report for report in story.reports if report.id in reports],
        {report: story.texts[report] for report in reports},
        [claim for claim in story.claims if claim.report_id in reports],
        terms=terms,
    )


def _is_there(judgement: Judgement, story: Story, reports: Collection[str]) -> bool:
    there = {claim.id for claim in story.claims if claim.report_id in reports}
    return {judgement.left, judgement.right} <= there


@settings(deadline=None, max_examples=60)
@given(st.lists(tellings, min_size=2, max_size=9), st.data())
def test_reports_in_any_batches_and_order_come_to_the_same_as_all_at_once(tellings, data):
    story = told(tellings)
    order = data.draw(st.permutations([report.id for report in story.reports]))
    claims = [claim.id for claim in story.claims]
    pairs = st.tuples(st.sampled_from(claims), st.sampled_from(claims)).filter(lambda pair: pair[0] < pair[1])
    judgements = [
        Judgement(left=left, right=right, verdict=verdict)
        for (left, right), verdict in data.draw(
            st.lists(st.tuples(pairs, st.sampled_from([Verdict.POSITIVE, Verdict.UNSURE])), max_size=2)
        )
    ]
    batches = data.draw(st.lists(st.integers(0, len(order)), max_size=4))
    workings = Workings()
    for end in [
        *batches,
        len(order),
        len(order),
    ]:  # batches go forth and back: reports come, go, and come again
        said = data.draw(st.sampled_from([judgements, []]))  # what people say is taken back, and said again
        standing = linked(story, set(order[:end]), workings, said)
        assert standing == linked(story, set(order[:end]), Workings(), said)
        workings = Workings(before=workings.now)


def test_only_pairs_with_a_new_event_are_scored_and_only_their_parts_composed(monkeypatch):
    story = told([("Orchard Quarter", DAY, 2, TEXTS[0], 20), ("Orchard Quarter", DAY, 2, TEXTS[0], 21)])
    story.harm("Far", "killed 5 civilian", at="Tel Zaytun", on=DAY, text=own_words("far"))
    first = Workings()
    linked(story, {report.id for report in story.reports}, first)
    late = story.harm("Late", "killed 5 civilian", at="Tel Zaytun", on=DAY, text=own_words("late"))
    scored, composed = spied(monkeypatch)
    linked(story, {report.id for report in story.reports}, Workings(before=first.now))
    assert scored
    assert all(late.report_id in pair for pair in scored)
    assert composed == [tuple(sorted(_events(story, "Far", "Late")))]


def spied(monkeypatch):
    """Pairs of reports that are scored, and groups of events that are composed."""
    from civharm.incidents import bench, parts

    scored: list[tuple[str, str]] = []
    composed: list[tuple[str, ...]] = []
    compare, compose = bench.compare, parts.compose

    def spy_compare(left, right, **terms):
        scored.append((left.report_id, right.report_id))
        return compare(left, right, **terms)

    def spy_compose(group, *stage, **terms):
        composed.append(tuple(group))
        return compose(group, *stage, **terms)

    monkeypatch.setattr(bench, "compare", spy_compare)
    monkeypatch.setattr(parts, "compose", spy_compose)
    return scored, composed


def _events(story: Story, *sources: str) -> list[str]:
    reports = [report.id for report in story.reports if report.source in sources]
    return [f"{report}:o1" for report in reports]


def test_in_a_part_that_changed_an_event_of_which_nothing_did_is_what_it_was(monkeypatch):
    story = Story()
    for at in range(3):
        story.harm(f"Outlet {at}", "killed 3 civilian", text=f"{TEXTS[0]} {at}")
    story.harm("Elsewhere", "killed 3 civilian", at="Mill Quarter", text=own_words("mill"))
    first = Workings()
    linked(story, {report.id for report in story.reports}, first)
    story.harm("Late", "killed 4 civilian", at="Mill Quarter", text=own_words("late"))
    _, composed = spied(monkeypatch)
    before = linked(story, {report.id for report in story.reports}, Workings(before=first.now))
    assert all(
        set(group).isdisjoint(_events(story, "Outlet 0", "Outlet 1", "Outlet 2")) for group in composed
    )
    marks = linked(story, {report.id for report in story.reports}, Workings()).made_of
    assert before.made_of == marks
