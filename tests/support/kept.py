"""A story put into a casebook, as reading would have put it there."""

from dataclasses import replace

from civharm.casebook.store import Casebook
from civharm.model.ids import sha256_of, stable_id
from civharm.model.ports import Reading
from civharm.model.reports import Capture, Rendition
from civharm.model.store import ReaderVersion
from civharm.pipeline import refresh
from support.build import Story

READER = ReaderVersion(name="test", version="1")


def keep(casebook: Casebook, story: Story) -> None:
    """All reports and claims of the story; those that are kept already stay as they are."""
    for report in story.reports:
        text = story.texts[report.id]
        content = f"{report.id}\n{text}".encode()
        sha256 = sha256_of(content)
        casebook.add_capture(
            Capture(
                sha256=sha256, size=len(content), name=f"{report.id}.txt", method="test", captured_at=casebook.clock()
            ),
            content,
        )  # fmt: skip
        rendition = Rendition(
            id=stable_id(report.id, "text"), sha256=sha256, text=text, renderer="plain", version="1"
        )
        kept = replace(report, capture_sha256=sha256, rendition_id=rendition.id)
        claims = tuple(claim for claim in story.claims if claim.report_id == report.id)
        casebook.add_reading(kept, rendition, Reading(claims=claims), reader=READER)
    refresh(casebook)
