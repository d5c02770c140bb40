"""Boundaries of the county, only ever added."""

from django.db import migrations, models

from sanbi.apps.audit.append_only import guard, unguard


class Migration(migrations.Migration):
    """The table of maps, with its triggers."""

    dependencies = [("projects", "0004_lamps")]

    operations = [
        migrations.CreateModel(
            name="CountyMap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(unique=True)),
                ("approval", models.CharField(max_length=40)),
                (
                    "system",
                    models.CharField(
                        choices=[
                            ("4490", "CGCS2000 (EPSG:4490)"),
                            ("4326", "WGS 84 (EPSG:4326)"),
                            ("gcj02", "GCJ-02, as web maps have it"),
                        ],
                        max_length=6,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
            ],
            options={"ordering": ["-version"]},
        ),
        migrations.RunSQL(guard("projects_countymap"), unguard("projects_countymap")),
    ]
