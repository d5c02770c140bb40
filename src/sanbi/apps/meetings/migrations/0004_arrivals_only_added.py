"""What was noted about who came is only ever added."""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard


class Migration(migrations.Migration):
    """Triggers of the table that only grows."""

    dependencies = [
        ("meetings", "0003_venues_and_roster"),
        ("audit", "0002_append_only"),
    ]

    operations = [migrations.RunSQL(guard("meetings_arrival"), unguard("meetings_arrival"))]
