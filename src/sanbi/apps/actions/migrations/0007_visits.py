"""Field visits and their findings."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables, and their rules."""

    dependencies = [
        ("actions", "0006_risks"),
        ("orgs", "0005_message_values"),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("place", models.CharField(max_length=120)),
                ("people", models.CharField(max_length=200)),
                ("topic", models.CharField(max_length=120)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "firm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="actions.firm",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waits", "Waits"),
                            ("filed", "Filed as an action"),
                            ("left", "Not to be filed"),
                        ],
                        default="waits",
                        max_length=6,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "action",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="finding",
                        to="actions.action",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="actions.visit",
                    ),
                ),
            ],
            options={
                "ordering": ["visit", "place"],
            },
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["unit", "-on"], name="visit_by_unit"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("visit", "place"), name="one_finding_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action__isnull", False), ("state", "filed")),
                    models.Q(models.Q(("state", "filed"), _negated=True), ("action__isnull", True)),
                    _connector="OR",
                ),
                name="finding_filed_names_its_action",
            ),
        ),
    ]
