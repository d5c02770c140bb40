"""Which poll is held in a meeting."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of meetings' polls."""

    dependencies = [
        ("ballots", "0002_burning"),
        ("meetings", "0009_devices"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingPoll",
            fields=[
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="held_poll",
                        serialize=False,
                        to="meetings.meeting",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="ballots.poll",
                    ),
                ),
            ],
        ),
    ]
