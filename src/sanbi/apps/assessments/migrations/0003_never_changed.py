"""What was laid down stays: adopted schemes, snapshots, runs, steps. The database refuses."""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard

TABLES = ("snapshot", "run", "runrow", "runnode", "runleaf", "roundstep", "measurestep")
SCHEME = """
create function sanbi_adopted_scheme() returns trigger language plpgsql as $$
begin
    if old.adopted_at is not null and (
        tg_op = 'DELETE'
        or (new.scheme_id, new.number, new.text, new.digest, new.adopted_at)
            is distinct from (old.scheme_id, old.number, old.text, old.digest, old.adopted_at)
    ) then
        raise exception '% of an adopted scheme version is refused; make a new version', tg_op
            using errcode = 'restrict_violation';
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
end $$;
create trigger assessments_schemeversion_adopted
    before update or delete on assessments_schemeversion
    for each row execute function sanbi_adopted_scheme();
"""
NO_SCHEME = """
drop trigger assessments_schemeversion_adopted on assessments_schemeversion;
drop function sanbi_adopted_scheme();
"""


class Migration(migrations.Migration):
    """Triggers of the assessment's tables."""

    dependencies = [("assessments", "0002_measure_rules"), ("audit", "0002_append_only")]

    operations = [
        *(
            migrations.RunSQL(guard(f"assessments_{table}"), unguard(f"assessments_{table}"))
            for table in TABLES
        ),
        migrations.RunSQL(SCHEME, NO_SCHEME),
    ]
