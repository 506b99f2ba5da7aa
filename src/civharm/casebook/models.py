"""The tables of a casebook. Every row but a user is added once and never changed.

Payloads are model objects in the form of the output contract; the columns beside them are for searching.
The current state is a query: the newest reading of each report, the newest row of each incident.
"""

from django.contrib.auth.models import AbstractUser
from django.db import models

from civharm.casebook.append_only import AppendOnly

_ID = 64
_WORD = 32


class User(AbstractUser):
    """A person who may look and decide. Ours from the first migration, so that it can grow."""


class IdentityRow(AppendOnly):
    """Which casebook the tables belong to: one row, the same id as in `casebook.toml`."""

    casebook_id = models.CharField(max_length=_ID, unique=True)

    class Meta:
        """Table."""

        db_table = "casebook_identity"


class CaptureRow(AppendOnly):
    """One act of preserving bytes; the bytes lie in `captures/`."""

    sha256 = models.CharField(max_length=_ID, unique=True)
    size = models.BigIntegerField()
    name = models.TextField()
    method = models.CharField(max_length=_ID)
    captured_at = models.DateTimeField()
    media_type = models.TextField()
    collection = models.JSONField(null=True)

    class Meta:
        """Table."""

        db_table = "casebook_capture"


class RenditionRow(AppendOnly):
    """Text made from a capture, never re-made in place."""

    rendition_id = models.CharField(max_length=_ID, unique=True)
    sha256 = models.CharField(max_length=_ID)
    text = models.TextField()
    renderer = models.CharField(max_length=_ID)
    version = models.CharField(max_length=_ID)

    class Meta:
        """Table."""

        db_table = "casebook_rendition"


class ReportRow(AppendOnly):
    """A report as one rendering shows it; the newest row of a report is the current one."""

    report_id = models.CharField(max_length=_ID, db_index=True)
    capture = models.ForeignKey(CaptureRow, models.PROTECT, to_field="sha256")
    rendition = models.ForeignKey(RenditionRow, models.PROTECT, to_field="rendition_id")
    source = models.TextField(null=True, db_index=True)
    language = models.CharField(max_length=_WORD, null=True)
    published_start = models.DateField(null=True, db_index=True)
    published_end = models.DateField(null=True)
    payload = models.JSONField()

    class Meta:
        """Table."""

        db_table = "casebook_report"


class TranslationRow(AppendOnly):
    """A translation of a report, from a capture of its own. It is shown beside the report, and never read for claims."""

    report_id = models.CharField(max_length=_ID, db_index=True)
    capture = models.ForeignKey(CaptureRow, models.PROTECT, to_field="sha256")
    rendition = models.ForeignKey(RenditionRow, models.PROTECT, to_field="rendition_id")
    language = models.CharField(max_length=_WORD, null=True)
    by = models.TextField()
    note = models.TextField(default="")

    class Meta:
        """Table; the same words are one translation of a report."""

        db_table = "casebook_translation"
        constraints = (
            models.UniqueConstraint(fields=("report_id", "capture"), name="casebook_translation_once"),
        )


class ReadingRow(AppendOnly):
    """One run of a reader over a rendition of a report. The newest of each reader is in force."""

    report_id = models.CharField(max_length=_ID, db_index=True)
    rendition = models.ForeignKey(RenditionRow, models.PROTECT, to_field="rendition_id")
    reader = models.CharField(max_length=_ID)
    version = models.CharField(max_length=_ID)
    dateline = models.JSONField(null=True)
    speakers = models.JSONField(default=list)

    class Meta:
        """Table."""

        db_table = "casebook_reading"


class ClaimRow(AppendOnly):
    """A claim as one reading made it; `supersedes` in the payload names what it stands instead of."""

    reading = models.ForeignKey(ReadingRow, models.PROTECT, related_name="claims")
    claim_id = models.CharField(max_length=_ID, db_index=True)
    report_id = models.CharField(max_length=_ID, db_index=True)
    kind = models.CharField(max_length=_WORD, db_index=True)
    when_start = models.DateField(null=True, db_index=True)
    when_end = models.DateField(null=True, db_index=True)
    place_id = models.TextField(null=True, db_index=True)
    supersedes = models.CharField(max_length=_ID, null=True, db_index=True)
    payload = models.JSONField()

    class Meta:
        """Table; a claim is once in a reading."""

        db_table = "casebook_claim"
        constraints = (models.UniqueConstraint(fields=("reading", "claim_id"), name="casebook_claim_once"),)


class VictimRow(AppendOnly):
    """A named victim. Protected: whoever reads these rows for a person goes through the custody log."""

    reading = models.ForeignKey(ReadingRow, models.PROTECT, related_name="victims")
    victim_id = models.CharField(max_length=_ID, db_index=True)
    claim_id = models.CharField(max_length=_ID, db_index=True)
    is_protected = models.BooleanField(default=True)
    payload = models.JSONField()

    class Meta:
        """Table."""

        db_table = "casebook_victim"


class IssueRow(AppendOnly):
    """Something that could not be done. Without a reading: input that never came to be read."""

    reading = models.ForeignKey(ReadingRow, models.PROTECT, null=True, related_name="issues")
    issue_id = models.CharField(max_length=_ID)
    report_id = models.CharField(max_length=_ID, null=True, db_index=True)
    stage = models.CharField(max_length=_WORD)
    code = models.CharField(max_length=_ID, db_index=True)
    payload = models.JSONField()

    class Meta:
        """Table; the same trouble met again is not a second issue."""

        db_table = "casebook_issue"
        constraints = (
            models.UniqueConstraint(fields=("reading", "issue_id"), name="casebook_issue_of_reading_once"),
            models.UniqueConstraint(
                fields=("issue_id",), condition=models.Q(reading=None), name="casebook_issue_of_input_once"
            ),
        )


class GivenIdRow(AppendOnly):
    """The log of incident ids: given once, replayed on a rebuild. A lead has no code until it is more."""

    incident_id = models.CharField(max_length=_ID, db_index=True)
    code = models.CharField(max_length=_ID)
    founding_claim = models.CharField(max_length=_ID, db_index=True)
    claims = models.JSONField()

    class Meta:
        """Table; neither an id nor a code is given twice."""

        db_table = "casebook_given_id"
        constraints = (
            models.UniqueConstraint(fields=("incident_id", "code"), name="casebook_id_given_once"),
            models.UniqueConstraint(
                fields=("code",), condition=~models.Q(code=""), name="casebook_code_given_once"
            ),
        )


class LinkingRow(AppendOnly):
    """What linking left beside the incidents: doubtful pairs, relations, and the ledger of aggregates."""

    payload = models.JSONField()

    class Meta:
        """Table."""

        db_table = "casebook_linking"


class RefreshRow(AppendOnly):
    """That incidents and tolls follow from all decisions up to one: where there are later ones, the casebook is behind."""

    decision = models.BigIntegerField()

    class Meta:
        """Table; a decision is named by the `id` of its row."""

        db_table = "casebook_refresh"


class WordCountsRow(AppendOnly):
    """In how many of so many texts each word stands, counted once: how rare words are until the next count."""

    payload = models.JSONField()

    class Meta:
        """Table."""

        db_table = "casebook_word_counts"


class IncidentRow(AppendOnly):
    """An incident as the linking composed it; a null payload says that it is composed no longer."""

    incident_id = models.CharField(max_length=_ID, db_index=True)
    when_start = models.DateField(null=True, db_index=True)
    when_end = models.DateField(null=True)
    place_id = models.TextField(null=True, db_index=True)
    payload = models.JSONField(null=True)

    class Meta:
        """Table."""

        db_table = "casebook_incident"


class LinkRow(AppendOnly):
    """A claim in an incident, with the explained score that put it there."""

    incident = models.ForeignKey(IncidentRow, models.PROTECT, related_name="links")
    claim_id = models.CharField(max_length=_ID, db_index=True)
    part = models.CharField(max_length=_WORD)
    score = models.FloatField()

    class Meta:
        """Table."""

        db_table = "casebook_link"


class AssessmentRow(AppendOnly):
    """What the rules of one method version made of an incident."""

    incident_id = models.CharField(max_length=_ID, db_index=True)
    method = models.CharField(max_length=_ID)
    payload = models.JSONField()

    class Meta:
        """Table."""

        db_table = "casebook_assessment"


class DecisionRow(AppendOnly):
    """A signed human act. `claim` is the reading that the person had before them, `seen` are versions of all of it."""

    decision_id = models.CharField(max_length=_ID, unique=True)
    action = models.CharField(max_length=_WORD)
    target = models.CharField(max_length=_ID, db_index=True)
    root = models.CharField(max_length=_ID, null=True, db_index=True)
    claim = models.ForeignKey(ClaimRow, models.PROTECT, null=True)
    author = models.TextField()
    reason = models.TextField()
    decided_at = models.DateTimeField()
    change = models.JSONField(default=dict)
    seen = models.JSONField(null=True)

    class Meta:
        """Table."""

        db_table = "casebook_decision"


class ProtectedReadRow(AppendOnly):
    """Somebody saw names of victims: who, why, on the page of what, and whose."""

    reader = models.TextField()
    reason = models.TextField()
    subject = models.CharField(max_length=_ID, db_index=True)
    victims = models.JSONField()

    class Meta:
        """Table."""

        db_table = "casebook_protected_read"


class TombstoneRow(AppendOnly):
    """What is left of bytes that were destroyed; `detail` says which reports, incidents, acts and rows went with them."""

    sha256 = models.CharField(max_length=_ID, unique=True)
    size = models.BigIntegerField()
    by = models.TextField()
    reason = models.TextField()
    rule = models.CharField(max_length=_ID)
    detail = models.JSONField()

    class Meta:
        """Table."""

        db_table = "casebook_tombstone"


class DestroyedRow(AppendOnly):
    """A row that may go: the database refuses to remove any other."""

    tombstone = models.ForeignKey(TombstoneRow, models.PROTECT)
    table_name = models.CharField(max_length=_ID)
    row = models.BigIntegerField()

    class Meta:
        """Table; a row is marked once."""

        db_table = "casebook_destroyed"
        constraints = (models.UniqueConstraint(fields=("table_name", "row"), name="casebook_destroyed_once"),)


class CustodyRow(AppendOnly):
    """An entry of the chain of custody, exported to `custody.log`."""

    seq = models.BigIntegerField(unique=True)
    at = models.CharField(max_length=_ID)
    actor = models.TextField()
    action = models.CharField(max_length=_WORD)
    subject = models.CharField(max_length=_ID)
    detail_sha256 = models.CharField(max_length=_ID)
    previous = models.CharField(max_length=_ID)
    hash = models.CharField(max_length=_ID)

    class Meta:
        """Table."""

        db_table = "casebook_custody"
