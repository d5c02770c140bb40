"""Sealing burns the open box: tables are written anew, so that no row version is left of it.

PostgreSQL keeps in every row which transaction wrote it, and deleted rows stay in the file until
they are swept out. So the tables are emptied as a whole (their files are given back to the machine
when the transaction commits) and the rows that stay are written again, in the roll's order, by one
transaction. The function works as the owner of the tables, for the site's role may not empty them;
it burns only what was sealed or declared void.
"""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard

BURN = """
create function ballots_burn(burnt bigint) returns void language plpgsql
    security definer set search_path = public, pg_temp as $$
begin
    if not exists (select from ballots_sealedbox where poll_id = burnt)
        and not exists (select from ballots_poll where id = burnt and state = 'void') then
        raise exception 'poll % is neither sealed nor void: its ballots stay', burnt
            using errcode = 'restrict_violation';
    end if;
    set constraints all immediate;
    lock table ballots_rollmark, ballots_boxballot, ballots_paperentry in access exclusive mode;
    create temp table burnt_roll on commit drop as select * from ballots_rollmark;
    create temp table burnt_box on commit drop as
        select * from ballots_boxballot where poll_id <> burnt;
    create temp table burnt_entry on commit drop as
        select e.* from ballots_paperentry e
        join ballots_paperslip s on s.id = e.slip_id where s.poll_id <> burnt;
    truncate ballots_rollmark, ballots_boxballot, ballots_paperentry;
    insert into ballots_rollmark select * from burnt_roll order by voter_id;
    insert into ballots_boxballot select * from burnt_box order by id;
    insert into ballots_paperentry select * from burnt_entry order by id;
    drop table burnt_roll, burnt_box, burnt_entry;
end $$;
"""

# The planner keeps samples of columns in a table of its own, which emptying does not reach: a
# hundred whole ballots would outlive their burning there.
UNSAMPLED = """
alter table ballots_boxballot alter column marks set statistics 0;
alter table ballots_paperentry alter column marks set statistics 0;
"""
SAMPLED = UNSAMPLED.replace("statistics 0", "statistics -1")


class Migration(migrations.Migration):
    """The function that sealing calls; the sealed box is only ever added."""

    dependencies = [("ballots", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(BURN, "drop function ballots_burn(bigint)"),
        migrations.RunSQL(UNSAMPLED, SAMPLED),
        migrations.RunSQL(guard("ballots_sealedbox"), unguard("ballots_sealedbox")),
    ]
