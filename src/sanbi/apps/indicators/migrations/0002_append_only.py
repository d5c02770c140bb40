"""Observations and targets are only ever added."""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard


class Migration(migrations.Migration):
    """Triggers of the values' tables."""

    dependencies = [("indicators", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(guard("indicators_observation"), unguard("indicators_observation")),
        migrations.RunSQL(guard("indicators_target"), unguard("indicators_target")),
    ]
