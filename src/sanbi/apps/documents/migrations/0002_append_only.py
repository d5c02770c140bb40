"""Readings and what people chose are only ever added."""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard

TABLES = ("documents_reading", "documents_repairchoice")


class Migration(migrations.Migration):
    """Triggers of the tables that only grow."""

    dependencies = [("documents", "0001_initial"), ("audit", "0002_append_only")]

    operations = [migrations.RunSQL(guard(table), unguard(table)) for table in TABLES]
