"""Each anchor lists its entries; checks in the background have a row to tell how far they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Fields of anchors, and the table of checks."""

    dependencies = [
        ("audit", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=80)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("checked", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("anchored", models.BigIntegerField(default=0)),
                ("pending", models.BigIntegerField(default=0)),
                ("last_anchor", models.BigIntegerField(null=True)),
                ("last_digest", models.CharField(blank=True, max_length=80)),
                ("faults", models.BigIntegerField(default=0)),
                ("findings", models.JSONField(default=list)),
                ("broke_off", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.AddField(
            model_name="anchor",
            name="above",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="anchor",
            name="entries",
            field=models.TextField(blank=True),
        ),
    ]
