"""Rules over runs; effects of any length."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One new table, one wider column."""

    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.AlterField("runrow", "effects", models.TextField(blank=True)),
        migrations.CreateModel(
            name="MeasureRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        max_length=8,
                        choices=[
                            ("award", "Award"),
                            ("notice", "Notice"),
                            ("talk", "Talk 约谈"),
                        ],
                    ),
                ),
                ("condition", models.JSONField()),
                ("text", models.CharField(max_length=300)),
                ("active", models.BooleanField(default=True)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measure_rules",
                        to="assessments.scheme",
                    ),
                ),
            ],
            options={"ordering": ["scheme", "code"]},
        ),
        migrations.AddConstraint(
            "measurerule",
            models.UniqueConstraint(fields=["scheme", "code"], name="one_measure_rule_code"),
        ),
    ]
