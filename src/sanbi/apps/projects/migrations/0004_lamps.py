"""Readings of lamps in versions, only ever added, and decisions on waivers."""

import django.db.models.deletion
from django.db import migrations, models

from sanbi.apps.audit.append_only import guard, unguard

TABLE = "projects_lampreading"


class Migration(migrations.Migration):
    """A month read again is a version; a waiver is asked for by one and decided by another."""

    dependencies = [("projects", "0003_factors"), ("audit", "0002_append_only")]

    operations = [
        migrations.RenameField("lampwaiver", "approved_by", "decided_by"),
        migrations.RenameField("lampwaiver", "approved_by_name", "decided_by_name"),
        migrations.RenameField("lampwaiver", "approved_at", "decided_at"),
        migrations.AddField(
            model_name="lamprules",
            name="text",
            field=models.TextField(blank=True),
        ),
        migrations.AlterModelOptions(
            name="lampwaiver",
            options={"ordering": ["-at", "-id"]},
        ),
        migrations.RemoveConstraint(
            model_name="lampreading",
            name="one_reading_per_lamp",
        ),
        migrations.RemoveIndex(
            model_name="lampreading",
            name="lamp_by_colour",
        ),
        migrations.AddField(
            model_name="lampreading",
            name="bare",
            field=models.CharField(
                blank=True,
                choices=[
                    ("green", "On time"),
                    ("yellow", "Slow"),
                    ("red", "Behind"),
                    ("none", "To be judged"),
                ],
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="lampreading",
            name="reason_en",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="lampreading",
            name="size_en",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="lampreading",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="lampwaiver",
            name="decided_why",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="lampwaiver",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "Waiting for a decision"),
                    ("approved", "Approved"),
                    ("refused", "Refused"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="proposed",
                max_length=9,
            ),
        ),
        migrations.AlterField(
            model_name="lampreading",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lamps",
                to="projects.project",
            ),
        ),
        migrations.AlterField(
            model_name="lampreading",
            name="reason",
            field=models.TextField(),
        ),
        migrations.AlterField(
            model_name="lampreading",
            name="size",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddIndex(
            model_name="lampreading",
            index=models.Index(
                fields=["project", "lamp", "-period", "-version"], name="newest_lamp"
            ),
        ),
        migrations.AddIndex(
            model_name="lampreading",
            index=models.Index(fields=["period", "lamp"], name="lamp_by_period"),
        ),
        migrations.AddIndex(
            model_name="lampwaiver",
            index=models.Index(fields=["state", "project"], name="waiver_by_state"),
        ),
        migrations.AddConstraint(
            model_name="lampreading",
            constraint=models.UniqueConstraint(
                fields=("project", "period", "lamp", "version"), name="one_reading_per_lamp"
            ),
        ),
        migrations.RunSQL(guard(TABLE), unguard(TABLE)),
    ]
