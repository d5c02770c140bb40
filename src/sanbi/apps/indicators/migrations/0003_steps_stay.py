"""What was done with a report, and what was said about it, is only ever added."""

from django.db import migrations, models

from sanbi.apps.audit.append_only import guard, unguard


class Migration(migrations.Migration):
    """Triggers of the reports' histories."""

    dependencies = [("indicators", "0002_append_only"), ("audit", "0002_append_only")]

    operations = [
        migrations.AlterField(
            "reportstep",
            "report",
            models.ForeignKey("indicators.report", models.PROTECT, related_name="steps"),
        ),
        migrations.AlterField(
            "comment",
            "report",
            models.ForeignKey("indicators.report", models.PROTECT, related_name="comments"),
        ),
        migrations.RunSQL(guard("indicators_reportstep"), unguard("indicators_reportstep")),
        migrations.RunSQL(guard("indicators_comment"), unguard("indicators_comment")),
    ]
