"""Screens of venues, and when they were heard of."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables and columns."""

    dependencies = [
        ("meetings", "0008_clock_marks_only_added"),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                ("skew_ms", models.IntegerField(blank=True, null=True)),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to="meetings.venue",
                    ),
                ),
            ],
            options={
                "ordering": ["venue", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("venue", "name"), name="one_device_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen_at__isnull", True), ("skew_ms__isnull", True)),
                            models.Q(("seen_at__isnull", False), ("skew_ms__isnull", False)),
                            _connector="OR",
                        ),
                        name="device_seen_with_its_skew",
                    ),
                ],
            },
        ),
    ]
