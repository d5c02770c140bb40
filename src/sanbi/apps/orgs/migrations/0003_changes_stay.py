"""What a unit was called and where it stood is only ever added."""

from django.db import migrations

from sanbi.apps.audit.append_only import guard, unguard


class Migration(migrations.Migration):
    """Triggers of the units' history."""

    dependencies = [("orgs", "0002_reviews"), ("audit", "0002_append_only")]

    operations = [migrations.RunSQL(guard("orgs_unitchange"), unguard("orgs_unitchange"))]
