"""What happened to actions is only ever added."""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard

TABLES = ("actions_step", "actions_card", "actions_reminder", "actions_rulebook")


class Migration(migrations.Migration):
    """Triggers of the tables that only grow."""

    dependencies = [("actions", "0001_initial"), ("audit", "0002_append_only")]

    operations = [migrations.RunSQL(guard(table), unguard(table)) for table in TABLES]
