"""What goes into the sentence of a message, so that everybody reads the own language."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What goes into the sentence of a message. Lines of before keep their text as it stands."""

    dependencies = [
        ("orgs", "0004_receipts"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="values",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
