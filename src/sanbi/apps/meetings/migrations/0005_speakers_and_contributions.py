"""Kinds and themes of items, draws of speakers, contributions in writing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables and columns."""

    dependencies = [
        ("meetings", "0004_arrivals_only_added"),
        ("orgs", "0005_message_values"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opening", "Opening of the meeting"),
                    ("results", "Results on show"),
                    ("speech", "Theme speech"),
                    ("evaluation", "On-site evaluation"),
                    ("project", "Project taken up"),
                    ("contribution", "Contribution"),
                    ("summing_up", "Summing-up by the principal"),
                    ("other", "Other matter"),
                ],
                default="other",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="theme",
            field=models.CharField(
                blank=True,
                choices=[
                    ("innovation", "Innovation, as a theme"),
                    ("projects", "Projects, as a theme"),
                    ("prosperity", "Common prosperity"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="meetings.venue",
            ),
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("innovation", "Innovation, as a theme"),
                            ("projects", "Projects, as a theme"),
                            ("prosperity", "Common prosperity"),
                        ],
                        max_length=12,
                    ),
                ),
                ("seed", models.CharField(max_length=64)),
                ("names", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("order", models.JSONField()),
                ("wanted", models.PositiveSmallIntegerField()),
                ("why", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "id"],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="draw",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="meetings.draw",
            ),
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked to write"),
                            ("handed_in", "Contribution handed in"),
                            ("excused", "Let off"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("excused_why", models.CharField(blank=True, max_length=200)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(blank=True, max_length=80)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["unit__sequence", "unit__pinyin", "unit__code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "unit"), name="one_contribution_a_unit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handed_in_at__isnull", False), ("state", "handed_in")),
                            models.Q(("state", "handed_in"), _negated=True),
                            _connector="OR",
                        ),
                        name="contribution_handed_in_has_a_moment",
                    ),
                ],
            },
        ),
    ]
