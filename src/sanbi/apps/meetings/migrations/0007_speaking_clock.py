"""The speaking clock, and what was said on an item."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables and columns."""

    dependencies = [
        ("meetings", "0006_draws_only_added"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="remark",
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name="ClockMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "press",
                    models.CharField(
                        choices=[
                            ("start", "Start the clock"),
                            ("pause", "Pause"),
                            ("end", "End the item"),
                        ],
                        max_length=5,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="meetings.agendaitem",
                    ),
                ),
            ],
            options={
                "ordering": ["item", "id"],
            },
        ),
    ]
