"""Kinds of meetings, venues, the roster and who came."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables and columns."""

    dependencies = [
        ("meetings", "0002_decision_action"),
        ("orgs", "0005_message_values"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="cards_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="roster_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="sort",
            field=models.CharField(
                choices=[
                    ("dispatch", "Dispatch meeting"),
                    ("round", "Exchange round"),
                    ("push", "Push meeting"),
                    ("retreat", "Retreat"),
                    ("tour", "Observation tour"),
                    ("study", "Study visit"),
                ],
                default="dispatch",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="series",
            name="sort",
            field=models.CharField(
                choices=[
                    ("dispatch", "Dispatch meeting"),
                    ("round", "Exchange round"),
                    ("push", "Push meeting"),
                    ("retreat", "Retreat"),
                    ("tour", "Observation tour"),
                    ("study", "Study visit"),
                ],
                default="dispatch",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=40)),
                ("unit_name", models.CharField(max_length=80)),
                ("post", models.CharField(blank=True, max_length=60)),
                (
                    "voter_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("leaders", "Leaders"),
                            ("departments", "Departments"),
                            ("delegates", "Delegates"),
                            ("townships", "Townships"),
                        ],
                        max_length=12,
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("card", models.PositiveSmallIntegerField(default=1)),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("unknown", "Not noted"),
                            ("present", "Present"),
                            ("deputy", "By deputy"),
                            ("excused", "On leave"),
                            ("absent", "Absent"),
                        ],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("noted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendees",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendees",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "number"],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("unknown", "Not noted"),
                            ("present", "Present"),
                            ("deputy", "By deputy"),
                            ("excused", "On leave"),
                            ("absent", "Absent"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("typed", "One by one"),
                            ("list", "From the list"),
                            ("card", "By card"),
                        ],
                        max_length=5,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                (
                    "attendee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrivals",
                        to="meetings.attendee",
                    ),
                ),
            ],
            options={
                "ordering": ["attendee", "id"],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                (
                    "role",
                    models.CharField(
                        choices=[("main", "Main venue"), ("sub", "Sub-venue")],
                        default="sub",
                        max_length=4,
                    ),
                ),
                ("place", models.CharField(max_length=80)),
                (
                    "wall_m",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="venues",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["role", "order", "id"],
            },
        ),
        migrations.AddField(
            model_name="attendee",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendees",
                to="meetings.venue",
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role", "main")),
                fields=("meeting",),
                name="one_main_venue_a_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.UniqueConstraint(fields=("meeting", "name"), name="one_venue_a_name"),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(("wall_m__isnull", True), ("wall_m__gt", 0), _connector="OR"),
                name="wall_has_a_width",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.UniqueConstraint(
                fields=("meeting", "number"), name="one_number_an_attendee"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.UniqueConstraint(
                fields=("meeting", "name", "unit_name"), name="one_attendee_a_name_and_unit"
            ),
        ),
    ]
