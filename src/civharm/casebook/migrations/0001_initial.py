"""All tables of the first version."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        migrations.CreateModel(
            name="AssessmentRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("incident_id", models.CharField(db_index=True, max_length=64)),
                ("method", models.CharField(max_length=64)),
                ("payload", models.JSONField()),
            ],
            options={"db_table": "casebook_assessment"},
        ),
        migrations.CreateModel(
            name="CaptureRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("size", models.BigIntegerField()),
                ("name", models.TextField()),
                ("method", models.CharField(max_length=64)),
                ("captured_at", models.DateTimeField()),
                ("media_type", models.TextField()),
            ],
            options={"db_table": "casebook_capture"},
        ),
        migrations.CreateModel(
            name="ClaimRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("claim_id", models.CharField(db_index=True, max_length=64)),
                ("report_id", models.CharField(db_index=True, max_length=64)),
                ("kind", models.CharField(db_index=True, max_length=32)),
                ("when_start", models.DateField(db_index=True, null=True)),
                ("when_end", models.DateField(db_index=True, null=True)),
                ("place_id", models.TextField(db_index=True, null=True)),
                ("supersedes", models.CharField(db_index=True, max_length=64, null=True)),
                ("payload", models.JSONField()),
            ],
            options={"db_table": "casebook_claim"},
        ),
        migrations.CreateModel(
            name="CustodyRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("seq", models.BigIntegerField(unique=True)),
                ("at", models.CharField(max_length=64)),
                ("actor", models.TextField()),
                ("action", models.CharField(max_length=32)),
                ("subject", models.CharField(max_length=64)),
                ("detail_sha256", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={"db_table": "casebook_custody"},
        ),
        migrations.CreateModel(
            name="IdentityRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("casebook_id", models.CharField(max_length=64, unique=True)),
            ],
            options={"db_table": "casebook_identity"},
        ),
        migrations.CreateModel(
            name="IncidentRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("incident_id", models.CharField(db_index=True, max_length=64)),
                ("when_start", models.DateField(db_index=True, null=True)),
                ("when_end", models.DateField(null=True)),
                ("place_id", models.TextField(db_index=True, null=True)),
                ("payload", models.JSONField(null=True)),
            ],
            options={"db_table": "casebook_incident"},
        ),
        migrations.CreateModel(
            name="LinkingRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("payload", models.JSONField()),
            ],
            options={"db_table": "casebook_linking"},
        ),
        migrations.CreateModel(
            name="ReadingRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("report_id", models.CharField(db_index=True, max_length=64)),
                ("reader", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=64)),
                ("dateline", models.JSONField(null=True)),
                ("speakers", models.JSONField(default=list)),
            ],
            options={"db_table": "casebook_reading"},
        ),
        migrations.CreateModel(
            name="RenditionRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("rendition_id", models.CharField(max_length=64, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("text", models.TextField()),
                ("renderer", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=64)),
            ],
            options={"db_table": "casebook_rendition"},
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={"verbose_name": "user", "verbose_name_plural": "users", "abstract": False},
            managers=[("objects", django.contrib.auth.models.UserManager())],
        ),
        migrations.CreateModel(
            name="DecisionRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("decision_id", models.CharField(max_length=64, unique=True)),
                ("action", models.CharField(max_length=32)),
                ("target", models.CharField(db_index=True, max_length=64)),
                ("root", models.CharField(db_index=True, max_length=64, null=True)),
                ("author", models.TextField()),
                ("reason", models.TextField()),
                ("decided_at", models.DateTimeField()),
                ("change", models.JSONField(default=dict)),
                (
                    "claim",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="casebook.claimrow"
                    ),
                ),
            ],
            options={"db_table": "casebook_decision"},
        ),
        migrations.CreateModel(
            name="GivenIdRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("incident_id", models.CharField(db_index=True, max_length=64)),
                ("code", models.CharField(max_length=64)),
                ("founding_claim", models.CharField(db_index=True, max_length=64)),
                ("claims", models.JSONField()),
            ],
            options={
                "db_table": "casebook_given_id",
                "constraints": [
                    models.UniqueConstraint(fields=("incident_id", "code"), name="casebook_id_given_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="casebook_code_given_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("claim_id", models.CharField(db_index=True, max_length=64)),
                ("part", models.CharField(max_length=32)),
                ("score", models.FloatField()),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="casebook.incidentrow",
                    ),
                ),
            ],
            options={"db_table": "casebook_link"},
        ),
        migrations.AddField(
            model_name="claimrow",
            name="reading",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="casebook.readingrow"
            ),
        ),
        migrations.AddField(
            model_name="readingrow",
            name="rendition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                to="casebook.renditionrow",
                to_field="rendition_id",
            ),
        ),
        migrations.CreateModel(
            name="ReportRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("report_id", models.CharField(db_index=True, max_length=64)),
                ("source", models.TextField(db_index=True, null=True)),
                ("language", models.CharField(max_length=32, null=True)),
                ("published_start", models.DateField(db_index=True, null=True)),
                ("published_end", models.DateField(null=True)),
                ("payload", models.JSONField()),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="casebook.capturerow",
                        to_field="sha256",
                    ),
                ),
                (
                    "rendition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="casebook.renditionrow",
                        to_field="rendition_id",
                    ),
                ),
            ],
            options={"db_table": "casebook_report"},
        ),
        migrations.CreateModel(
            name="VictimRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("victim_id", models.CharField(db_index=True, max_length=64)),
                ("claim_id", models.CharField(db_index=True, max_length=64)),
                ("is_protected", models.BooleanField(default=True)),
                ("payload", models.JSONField()),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="victims",
                        to="casebook.readingrow",
                    ),
                ),
            ],
            options={"db_table": "casebook_victim"},
        ),
        migrations.CreateModel(
            name="IssueRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("issue_id", models.CharField(max_length=64)),
                ("report_id", models.CharField(db_index=True, max_length=64, null=True)),
                ("stage", models.CharField(max_length=32)),
                ("code", models.CharField(db_index=True, max_length=64)),
                ("payload", models.JSONField()),
                (
                    "reading",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="casebook.readingrow",
                    ),
                ),
            ],
            options={
                "db_table": "casebook_issue",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reading", "issue_id"), name="casebook_issue_of_reading_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reading", None)),
                        fields=("issue_id",),
                        name="casebook_issue_of_input_once",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="claimrow",
            constraint=models.UniqueConstraint(fields=("reading", "claim_id"), name="casebook_claim_once"),
        ),
        migrations.AddConstraint(
            model_name="readingrow",
            constraint=models.UniqueConstraint(
                fields=("report_id", "rendition", "reader", "version"), name="casebook_reading_once"
            ),
        ),
    ]
