"""Copies of one event: what finds them, and what is said of them."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns of readings, and pairs of documents."""

    dependencies = [
        ("documents", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Kinship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("copied", models.BooleanField()),
                ("shared", models.FloatField()),
                ("grounds", models.JSONField()),
                ("found_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("open", "Not judged"),
                            ("same", "One event"),
                            ("apart", "Different events"),
                        ],
                        default="open",
                        max_length=5,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(null=True)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "ordering": ["first", "second"],
            },
        ),
        migrations.AddField(
            model_name="reading",
            name="days",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateField(), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="sisters",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="sketch",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=django.contrib.postgres.indexes.GinIndex(fields=["days"], name="reading_by_days"),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["sketch"], name="reading_by_sketch"
            ),
        ),
        migrations.AddField(
            model_name="kinship",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="later_kin",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="kinship",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="earlier_kin",
                to="documents.document",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinship",
            constraint=models.UniqueConstraint(
                fields=("first", "second"), name="one_kinship_a_pair"
            ),
        ),
        migrations.AddConstraint(
            model_name="kinship",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="kinship_in_order"
            ),
        ),
    ]
