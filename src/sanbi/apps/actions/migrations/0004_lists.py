"""Rectification lists and their problems."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables, and their rules."""

    dependencies = [
        ("actions", "0003_judgements"),
        ("orgs", "0005_message_values"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProblemList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=120)),
                ("issued_by", models.CharField(max_length=80)),
                ("document", models.CharField(blank=True, max_length=120)),
                ("issued_on", models.DateField()),
                ("due_on", models.DateField()),
                ("heads", models.JSONField(blank=True, default=list)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("edition", models.IntegerField(default=0)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_lists",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-issued_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "term",
                    models.CharField(
                        choices=[
                            ("at_once", "At once"),
                            ("by_day", "By a stated day"),
                            ("long", "Long-term"),
                        ],
                        default="by_day",
                        max_length=8,
                    ),
                ),
                ("measure", models.TextField(blank=True)),
                (
                    "action",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problem",
                        to="actions.action",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="actions.problemlist",
                    ),
                ),
            ],
            options={
                "ordering": ["list", "place"],
            },
        ),
        migrations.AddConstraint(
            model_name="problemlist",
            constraint=models.UniqueConstraint(fields=("title",), name="one_list_a_title"),
        ),
        migrations.AddConstraint(
            model_name="problemlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("issued_on"))),
                name="list_due_after_issue",
            ),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.UniqueConstraint(
                fields=("list", "place"), name="one_problem_a_place"
            ),
        ),
    ]
