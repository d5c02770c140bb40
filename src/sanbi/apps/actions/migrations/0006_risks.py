"""Hidden dangers and incidents."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables, and their rules."""

    dependencies = [
        ("actions", "0005_firms"),
        ("orgs", "0005_message_values"),
    ]

    operations = [
        migrations.CreateModel(
            name="Danger",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=120)),
                ("found_on", models.DateField()),
                ("found_by", models.CharField(max_length=80)),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[("general", "General danger"), ("major", "Major danger")],
                        max_length=8,
                    ),
                ),
                ("grade_why", models.CharField(blank=True, max_length=300)),
                ("graded_on", models.DateField(blank=True, null=True)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                (
                    "action",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="danger",
                        to="actions.action",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.CharField(max_length=12)),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("general", "General incident"),
                            ("larger", "Larger incident"),
                            ("major", "Major incident"),
                            ("grave", "Extraordinarily grave incident"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("happened_on", models.DateField()),
                ("deaths", models.PositiveSmallIntegerField(default=0)),
                ("injured", models.PositiveSmallIntegerField(default=0)),
                ("loss_wan", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("document", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("recorded", "Recorded, to be confirmed"),
                            ("confirmed", "Confirmed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="recorded",
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                ("recorded_by", models.BigIntegerField(null=True)),
                ("recorded_by_name", models.CharField(max_length=80)),
                ("decided_by", models.BigIntegerField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=80)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("edition", models.IntegerField(default=0)),
                (
                    "danger",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="actions.danger",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-happened_on", "-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="danger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("grade", ""), ("graded_on__isnull", True)),
                    models.Q(models.Q(("grade", ""), _negated=True), ("graded_on__isnull", False)),
                    _connector="OR",
                ),
                name="danger_graded_on_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["unit", "happened_on"], name="incident_by_unit"),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    models.Q(("decided_by", models.F("recorded_by")), _negated=True),
                    _connector="OR",
                ),
                name="incident_confirmed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "withdrawn"), _negated=True),
                fields=("unit", "happened_on", "title"),
                name="incident_recorded_once",
            ),
        ),
    ]
