"""A check keeps the anchors that it compares with."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Field of checks."""

    dependencies = [("audit", "0003_checks")]

    operations = [
        migrations.AddField(
            model_name="verification",
            name="published",
            field=models.JSONField(
                default=list, help_text="number and digest of anchors to compare"
            ),
        ),
    ]
