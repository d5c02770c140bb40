"""Versions of node templates are only ever added."""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard


class Migration(migrations.Migration):
    """The triggers of the table."""

    dependencies = [("projects", "0005_county_map")]

    operations = [
        migrations.RunSQL(guard("projects_chaintemplate"), unguard("projects_chaintemplate")),
    ]
