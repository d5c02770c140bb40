"""Factors: quotas and rules, claims, allocations and their publication."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbi.apps.audit.append_only import guard, unguard

TABLES = ("projects_factorbook", "projects_factorclaim", "projects_allocationrun")


class Migration(migrations.Migration):
    """Tables of factors; three of them only grow."""

    dependencies = [
        ("orgs", "0005_message_values"),
        ("projects", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FactorBook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(unique=True)),
                ("content", models.JSONField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="AllocationRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=80)),
                ("ground", models.JSONField()),
                ("seconds", models.PositiveIntegerField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "At work"),
                            ("done", "Done"),
                            ("conflict", "No plan exists"),
                            ("broken", "Broke off"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("faults", models.JSONField(default=list)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "input",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocation_requests",
                        to="orgs.blob",
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="projects.factorbook",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="AllocationRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("outcome", models.JSONField()),
                ("points", models.FloatField()),
                ("bound", models.FloatField()),
                ("end", models.CharField(max_length=8)),
                ("engine", models.CharField(max_length=40)),
                ("solver", models.CharField(max_length=40)),
                ("took", models.FloatField()),
                ("at", models.DateTimeField()),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="run",
                        to="projects.allocationrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="AllocationPublication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("proposed_by_name", models.CharField(max_length=80)),
                ("proposed_at", models.DateTimeField()),
                ("approved", models.BooleanField(null=True)),
                ("decided_by", models.BigIntegerField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="projects.allocationrun",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("approved__isnull", True)),
                        fields=("approved",),
                        name="one_open_allocation_proposal",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FactorClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("amounts", models.JSONField(default=dict)),
                ("rank", models.PositiveSmallIntegerField(default=2)),
                ("mandatory", models.BooleanField(default=False)),
                ("arrived_on", models.DateField()),
                ("first_month", models.CharField(blank=True, max_length=7)),
                ("last_month", models.CharField(blank=True, max_length=7)),
                ("fixed", models.JSONField(default=dict)),
                ("by_hand", models.BooleanField(default=False)),
                ("withdrawn", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["project", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "version"), name="one_claim_version")
                ],
            },
        ),
        *(migrations.RunSQL(guard(table), unguard(table)) for table in TABLES),
    ]
