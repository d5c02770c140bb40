"""A section tells of good practice."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the sort to the choices; no row changes."""

    dependencies: ClassVar = [("bulletins", "0001_initial")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="section",
            name="sort",
            field=models.CharField(
                choices=[
                    ("opening", "Opening"),
                    ("league", "League table"),
                    ("projects", "Fast and slow projects"),
                    ("lamps", "Red lamps"),
                    ("actions", "Supervised actions"),
                    ("practices", "Good practice"),
                    ("text", "Own text"),
                ],
                max_length=10,
            ),
        ),
    ]
