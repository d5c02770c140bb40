"""Reports of meetings."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the meeting that a bulletin tells of."""

    dependencies = [
        ("bulletins", "0002_section_of_good_practice"),
        ("meetings", "0010_poll_of_a_meeting"),
    ]

    operations = [
        migrations.AddField(
            model_name="bulletin",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bulletins",
                to="meetings.meeting",
            ),
        ),
        migrations.AlterField(
            model_name="bulletin",
            name="kind",
            field=models.CharField(
                choices=[
                    ("quarter", "Quarterly notice"),
                    ("supervise", "Supervision notice"),
                    ("result", "Round result"),
                    ("meeting", "Meeting report"),
                ],
                max_length=10,
            ),
        ),
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
                    ("decisions", "Decisions of the meeting"),
                    ("poll", "Result of the meeting's poll"),
                    ("text", "Own text"),
                ],
                max_length=10,
            ),
        ),
    ]
