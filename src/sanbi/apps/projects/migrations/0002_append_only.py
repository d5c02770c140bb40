"""What was reported, signed or decided about projects is only ever added."""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard

TABLES = (
    "projects_stagestep",
    "projects_recognitionrule",
    "projects_yearplan",
    "projects_monthreport",
    "projects_quantityreport",
    "projects_baseline",
    "projects_ladder",
    "projects_obstacleevent",
    "projects_lamprules",
)


class Migration(migrations.Migration):
    """Triggers of the tables that only grow."""

    dependencies = [("projects", "0001_initial"), ("audit", "0002_append_only")]

    operations = [migrations.RunSQL(guard(table), unguard(table)) for table in TABLES]
