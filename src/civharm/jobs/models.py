"""The tables of jobs. They are no evidence: rows change as work goes on, and may be thrown away once it is done."""

from typing import Any

from django.db import models

from civharm.jobs.states import InputState, JobState

_ID = 64
_WORD = 32


class JobRow(models.Model):
    """One job: what is to be done for whom, and how far it is."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=_WORD)
    who = models.TextField()
    state = models.CharField(max_length=_WORD, default=JobState.QUEUED.value, db_index=True)
    terms: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    attempts = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    error = models.TextField(default="", blank=True)
    added_at = models.DateTimeField()
    not_before = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Table."""

        db_table = "jobs_job"


class JobInputRow(models.Model):
    """One input of a job. `place` is where it lies among what came in, or its address."""

    id = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(JobRow, models.CASCADE, related_name="inputs")
    number = models.IntegerField()
    kind = models.CharField(max_length=_WORD)
    name = models.TextField()
    place = models.TextField()
    sha256 = models.CharField(max_length=_ID, default="")
    translates = models.IntegerField(null=True)
    language = models.CharField(max_length=_WORD, default="")
    state = models.CharField(max_length=_WORD, default=InputState.WAITING.value)
    attempts = models.IntegerField(default=0)
    #: When the file was changed last, as its file system states it; copies of it in archives of others.
    modified_at = models.DateTimeField(null=True)
    copies: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    reports: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    #: Reports that were in the casebook before, by what they share with this input.
    known: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(default=list)
    issues: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Table; an input has one place in its job."""

        db_table = "jobs_input"
        constraints = (models.UniqueConstraint(fields=("job", "number"), name="jobs_input_once"),)


class KnownRow(models.Model):
    """What tells that a report is known: its address, or its words, as a hash. Made of the casebook's reports, any time anew."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=_WORD)
    key = models.CharField(max_length=_ID)
    report_id = models.CharField(max_length=_ID)
    since = models.DateTimeField()

    class Meta:
        """Table."""

        db_table = "jobs_known"
        indexes = (models.Index(fields=("kind", "key"), name="jobs_known_key"),)
        constraints = (models.UniqueConstraint(fields=("kind", "key", "report_id"), name="jobs_known_once"),)


class KnownMarkRow(models.Model):
    """Up to which row of the casebook's reports `KnownRow` is made."""

    id = models.BigAutoField(primary_key=True)
    upto = models.BigIntegerField()

    class Meta:
        """Table."""

        db_table = "jobs_known_mark"
