"""What the screens of a meeting show."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of shows."""

    initial = True

    dependencies = [
        ("assessments", "0003_never_changed"),
        ("ballots", "0002_burning"),
        ("meetings", "0002_decision_action"),
    ]

    operations = [
        migrations.CreateModel(
            name="Show",
            fields=[
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="show",
                        serialize=False,
                        to="meetings.meeting",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "scene",
                    models.CharField(
                        choices=[
                            ("title", "Title of the meeting"),
                            ("agenda", "Agenda"),
                            ("table", "League table, place by place"),
                            ("dimension", "One dimension of the league table"),
                            ("turnout", "Turnout of a poll"),
                            ("result", "Result of a poll, place by place"),
                        ],
                        default="title",
                        max_length=10,
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=40)),
                ("node", models.CharField(blank=True, max_length=80)),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("edition", models.PositiveIntegerField(default=0)),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ballots.poll",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.round",
                    ),
                ),
            ],
        ),
    ]
