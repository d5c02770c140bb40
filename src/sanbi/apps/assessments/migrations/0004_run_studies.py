"""How firm the ranks of a run are; kept with the run and never changed."""

import django.db.models.deletion
from django.db import migrations, models

from sanbi.apps.audit.append_only import guard, unguard

TABLE = "assessments_runstudy"


class Migration(migrations.Migration):
    """The table of studies, guarded as the run's other tables."""

    dependencies = [("assessments", "0003_never_changed")]

    operations = [
        migrations.CreateModel(
            name="RunStudy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=40)),
                ("replications", models.PositiveIntegerField()),
                ("seed", models.PositiveIntegerField()),
                ("share", models.DecimalField(decimal_places=3, max_digits=4)),
                ("level", models.DecimalField(decimal_places=3, max_digits=4)),
                ("alike", models.DecimalField(decimal_places=3, max_digits=4)),
                ("content", models.JSONField(default=dict)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="studies",
                        to="assessments.run",
                    ),
                ),
            ],
            options={"ordering": ["run", "group"]},
        ),
        migrations.AddConstraint(
            model_name="runstudy",
            constraint=models.UniqueConstraint(fields=("run", "group"), name="one_study_a_group"),
        ),
        migrations.RunSQL(guard(TABLE), unguard(TABLE)),
    ]
