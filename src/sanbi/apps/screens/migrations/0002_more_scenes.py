"""Scenes of projects and of the speaking clock."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """More scenes."""

    dependencies = [
        ("screens", "0001_shows"),
    ]

    operations = [
        migrations.AlterField(
            model_name="show",
            name="scene",
            field=models.CharField(
                choices=[
                    ("title", "Title of the meeting"),
                    ("agenda", "Agenda"),
                    ("clock", "Speaking clock"),
                    ("table", "League table, place by place"),
                    ("dimension", "One dimension of the league table"),
                    ("turnout", "Turnout of a poll"),
                    ("result", "Result of a poll, place by place"),
                    ("wall", "Wall chart of projects"),
                    ("map", "Map of projects"),
                ],
                default="title",
                max_length=10,
            ),
        ),
    ]
