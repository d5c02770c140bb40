"""Draws of speakers are only ever added; items that stand by themselves get their kind."""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard

KINDS = "update meetings_agendaitem set kind = 'project' where project_id is not null"


class Migration(migrations.Migration):
    """Triggers of the table that only grows, and the kind of the items that there were."""

    dependencies = [
        ("meetings", "0005_speakers_and_contributions"),
        ("audit", "0002_append_only"),
    ]

    operations = [
        migrations.RunSQL(guard("meetings_draw"), unguard("meetings_draw")),
        migrations.RunSQL(KINDS, migrations.RunSQL.noop),
    ]
