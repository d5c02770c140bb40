"""What was decided about sentences of documents; it is only ever added."""

import django.db.models.deletion
from django.db import migrations, models

from sanbi.apps.audit.append_only import guard, unguard

TABLE = "actions_judgement"


class Migration(migrations.Migration):
    """A table that only grows."""

    dependencies = [
        ("actions", "0002_append_only"),
        ("documents", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("raw_start", models.PositiveIntegerField()),
                ("raw_end", models.PositiveIntegerField()),
                ("quote", models.TextField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("filed", "Filed as an action"),
                            ("merged", "Belongs to an action"),
                            ("rejected", "Not to be filed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="actions.action",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "ordering": ["document", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "rejected"), _negated=True),
                        fields=("document", "raw_start", "raw_end"),
                        name="one_action_of_a_sentence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action__isnull", True), ("verdict", "rejected")),
                            models.Q(
                                models.Q(("verdict", "rejected"), _negated=True),
                                ("action__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="judgement_names_its_action",
                    ),
                ],
            },
        ),
        migrations.RunSQL(guard(TABLE), unguard(TABLE)),
    ]
