"""The tables of the catalogue. All but who works on what and saved searches can be thrown away and filled anew.

Every row that shows something of the casebook has a `wall`: people see it only if they may look into all compartments of it.
What pages are made of is in `PageRow`, so that the rows for lists stay short.
"""

from django.db import models

_ID = 64
_WORD = 32


class MarkRow(models.Model):
    """Of what the rows were made: the last rows of the casebook, the compartments, the program."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    mark = models.TextField()

    class Meta:
        """Table of one row."""

        db_table = "catalogue_mark"


class WallRow(models.Model):
    """A set of compartments that rows lie in, as sorted JSON."""

    compartments = models.TextField(unique=True)

    class Meta:
        """Table."""

        db_table = "catalogue_wall"


class Shown(models.Model):
    """What all rows of the record have: whose they are, who may see them, and a digest of all that they say."""

    id = models.BigAutoField(primary_key=True)
    wall = models.BigIntegerField()
    digest = models.CharField(max_length=_ID)

    class Meta:
        """Fields only."""

        abstract = True


class PageRow(Shown):
    """The masked payload of one incident, report or claim; `public` as it may leave the team, null where that is the same."""

    kind = models.CharField(max_length=_WORD)
    subject_id = models.CharField(max_length=_ID)
    payload = models.TextField()
    public = models.TextField(null=True)

    class Meta:
        """Table."""

        db_table = "catalogue_page"
        constraints = (models.UniqueConstraint(fields=("kind", "subject_id"), name="catalogue_page_once"),)


class ReleaseRow(Shown):
    """What a release tells of one incident, claim, report or figure for a period, in the cells of its tables, as JSON."""

    kind = models.CharField(max_length=_WORD)
    subject_id = models.CharField(max_length=_ID)
    told = models.TextField()

    class Meta:
        """Table."""

        db_table = "catalogue_release"
        constraints = (models.UniqueConstraint(fields=("kind", "subject_id"), name="catalogue_told_once"),)


class IncidentRow(Shown):
    """An incident or lead, for lists, facets and the map. `cell` is its place as a number (`catalogue.tiles`)."""

    incident_id = models.CharField(max_length=_ID, unique=True)
    code = models.CharField(max_length=_ID)
    aliases = models.TextField(default="[]")
    status = models.CharField(max_length=_WORD)
    event = models.CharField(max_length=_ID, null=True)
    when_start = models.DateField(null=True)
    when_end = models.DateField(null=True)
    when_precision = models.CharField(max_length=_WORD, null=True)
    place = models.TextField(null=True)
    country = models.CharField(max_length=_WORD, null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    precision = models.CharField(max_length=_WORD, null=True)
    radius_m = models.IntegerField(null=True)
    cell = models.BigIntegerField(null=True)
    parties = models.TextField(default="[]")
    proposed = models.CharField(max_length=_WORD, null=True)
    signed = models.CharField(max_length=_WORD, null=True)
    grade = models.CharField(max_length=_WORD)
    is_signed_off = models.BooleanField(default=False)
    strike_status = models.CharField(max_length=_WORD, null=True)
    killed_min = models.IntegerField(null=True)
    killed_max = models.IntegerField(null=True)
    killed_most = models.IntegerField(null=True)
    injured_min = models.IntegerField(null=True)
    injured_max = models.IntegerField(null=True)
    combatants_killed_min = models.IntegerField(null=True)
    combatants_killed_max = models.IntegerField(null=True)
    is_harm_alleged = models.BooleanField(default=False)
    reports = models.IntegerField(default=0)
    claims = models.IntegerField(default=0)
    clusters = models.IntegerField(null=True)
    lacks = models.TextField(default="[]")
    has_disagreement = models.BooleanField(default=False)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        """Table, with an index for each way of sorting, and for each way of counting one that holds all it needs."""

        db_table = "catalogue_incident"
        indexes = (
            models.Index(fields=("when_start", "id", "status", "wall", "when_end"), name="catalogue_by_when"),
            *(
                models.Index(fields=(name, "id", "status", "wall"), name=f"catalogue_by_{name}"[:30])
                for name in (
                    "code", "killed_min", "killed_max", "injured_max", "reports", "clusters", "changed_at",
                )
            ),
            *(
                models.Index(fields=(name, "status", "wall"), name=f"catalogue_of_{name}"[:30])
                for name in ("place", "country", "event", "strike_status", "cell")
            ),
            # none begins with the status: nearly all incidents have one of two, and a database without statistics would choose it
            models.Index(
                fields=("grade", "status", "wall", "is_harm_alleged", "killed_min", "killed_max", "killed_most"),
                name="catalogue_totals",
            ),
            models.Index(
                fields=("when_start", "when_end", "status", "wall", "killed_min", "killed_most"),
                name="catalogue_timeline",
            ),
        )  # fmt: skip


class PartyRow(models.Model):
    """A party that claims of an incident say attacked, for facets and filters."""

    incident = models.ForeignKey(IncidentRow, models.CASCADE, related_name="attackers")
    name = models.TextField(db_index=True)

    class Meta:
        """Table."""

        db_table = "catalogue_party"


class ReportRow(Shown):
    """A report, for lists and search; its text is in its page."""

    report_id = models.CharField(max_length=_ID, unique=True)
    title = models.TextField()
    source = models.TextField(null=True)
    language = models.CharField(max_length=_WORD, null=True)
    published_start = models.DateField(null=True)
    published_end = models.DateField(null=True)
    url = models.TextField(null=True)
    chars = models.IntegerField(default=0)
    claims = models.IntegerField(default=0)
    incidents = models.IntegerField(default=0)
    has_harm = models.BooleanField(default=False)
    added_at = models.DateTimeField(null=True)

    class Meta:
        """Table."""

        db_table = "catalogue_report"
        indexes = tuple(
            models.Index(fields=(name, "id"), name=f"catalogue_report_{name}"[:30])
            for name in ("published_start", "added_at", "source", "title", "claims")
        )


class ClaimRow(Shown):
    """A claim, for lists and queues."""

    claim_id = models.CharField(max_length=_ID, unique=True)
    report_id = models.CharField(max_length=_ID, db_index=True)
    kind = models.CharField(max_length=_WORD, db_index=True)
    stance = models.CharField(max_length=_WORD)
    quote = models.TextField()
    confidence = models.FloatField()
    needs_review = models.BooleanField(default=False)
    review = models.CharField(max_length=_WORD)
    when_start = models.DateField(null=True)
    when_end = models.DateField(null=True)
    place = models.TextField(null=True)
    incidents = models.TextField(default="[]")

    class Meta:
        """Table."""

        db_table = "catalogue_claim"


class RelationRow(models.Model):
    """Two incidents that may count the same people, by their ids; `public` is the relation as it may leave the team."""

    left = models.CharField(max_length=_ID, db_index=True)
    right = models.CharField(max_length=_ID, db_index=True)
    is_sure_part = models.BooleanField(default=False)
    public = models.TextField(default="")
    digest = models.CharField(max_length=_ID, default="")

    class Meta:
        """Table."""

        db_table = "catalogue_relation"


class QueueRow(Shown):
    """Something to be done by a person."""

    key = models.CharField(max_length=_ID, unique=True)
    queue = models.CharField(max_length=_WORD)
    rank = models.FloatField(default=0)
    kind = models.CharField(max_length=_WORD)
    subject_id = models.CharField(max_length=_ID, db_index=True)
    title = models.TextField(default="")
    reason = models.CharField(max_length=_ID)
    detail = models.TextField(default="")
    other_kind = models.CharField(max_length=_WORD, null=True)
    other_id = models.CharField(max_length=_ID, null=True)
    other_title = models.TextField(default="")
    claims = models.TextField(default="[]")

    class Meta:
        """Table."""

        db_table = "catalogue_queue"
        indexes = (models.Index(fields=("queue", "rank", "id"), name="catalogue_queue_in_order"),)


class WorkRow(models.Model):
    """Who works on what; it holds for some time only. Not made of the casebook, and not thrown away with the rest."""

    kind = models.CharField(max_length=_WORD)
    subject_id = models.CharField(max_length=_ID)
    person = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        """Table; one person at a time."""

        db_table = "catalogue_work"
        constraints = (models.UniqueConstraint(fields=("kind", "subject_id"), name="catalogue_work_of_one"),)


class SavedSearchRow(models.Model):
    """A search that a person keeps. Not made of the casebook, and not thrown away with the rest."""

    owner = models.TextField(db_index=True)
    name = models.TextField()
    query = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        """Table; a name is once with a person."""

        db_table = "catalogue_saved_search"
        constraints = (models.UniqueConstraint(fields=("owner", "name"), name="catalogue_saved_once"),)
