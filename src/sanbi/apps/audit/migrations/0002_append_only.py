"""Entries and anchors are only ever added: the database itself refuses anything else."""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard

FUNCTION = """
create function sanbi_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% on % is refused: its rows are only ever added', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end $$;
"""


class Migration(migrations.Migration):
    """Triggers of the audit's tables."""

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "drop function sanbi_append_only()"),
        migrations.RunSQL(guard("audit_entry"), unguard("audit_entry")),
        migrations.RunSQL(guard("audit_anchor"), unguard("audit_anchor")),
    ]
