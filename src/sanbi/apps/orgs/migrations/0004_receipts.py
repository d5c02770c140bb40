"""Requests of programs that were named by their sender."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Requests of programs that were named by their sender."""

    dependencies = [
        ("orgs", "0003_changes_stay"),
    ]

    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("action", models.CharField(max_length=60)),
                ("digest", models.CharField(max_length=64)),
                ("made", models.JSONField(default=list, help_text="primary keys of what it made")),
                ("at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="receipt_once")
                ],
            },
        ),
    ]
