"""The action by which the supervision office follows a decision."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("actions", "0002_append_only"), ("meetings", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="action",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decision",
                to="actions.action",
            ),
        ),
    ]
