"""Looking things up by place finds what going through all of them would find, in their order."""

from hypothesis import given
from hypothesis import strategies as st

from civharm.model.span_index import SpanIndex
from civharm.model.spans import Span

SPANS = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 9000), st.integers(0, 3000)
)


@given(st.lists(SPANS, max_size=20), SPANS)
def test_it_finds_what_overlaps_and_nothing_else(spans: list[Span], wanted: Span):
    index = SpanIndex((span, number) for number, span in enumerate(spans))
    assert index.overlapping(wanted) == [n for n, span in enumerate(spans) if span.overlaps(wanted)]
