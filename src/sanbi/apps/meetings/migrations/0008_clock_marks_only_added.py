"""Presses of the speaking clock are only ever added."""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard


class Migration(migrations.Migration):
    """Triggers of the table that only grows."""

    dependencies = [
        ("meetings", "0007_speaking_clock"),
        ("audit", "0002_append_only"),
    ]

    operations = [migrations.RunSQL(guard("meetings_clockmark"), unguard("meetings_clockmark"))]
