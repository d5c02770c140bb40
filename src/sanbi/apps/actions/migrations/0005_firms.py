"""Firms, their plans, policies and requests."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Four tables, and their rules."""

    dependencies = [
        ("actions", "0004_lists"),
        ("orgs", "0005_message_values"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Firm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                ("credit_code", models.CharField(max_length=18, unique=True)),
                (
                    "industry",
                    models.CharField(
                        choices=[
                            ("farming", "Farming"),
                            ("food", "Food processing"),
                            ("textiles", "Textiles and clothing"),
                            ("timber", "Timber, bamboo, furniture"),
                            ("chemicals", "Chemicals and medicine"),
                            ("materials", "Building materials"),
                            ("metal", "Metals and machinery"),
                            ("electronics", "Electronics and electrics"),
                            ("building", "Building trade"),
                            ("trade", "Trade and logistics"),
                            ("tourism", "Culture and tourism"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        choices=[
                            ("large", "Large firm"),
                            ("medium", "Medium firm"),
                            ("small", "Small firm"),
                            ("micro", "Micro firm"),
                        ],
                        max_length=8,
                    ),
                ),
                ("products", models.CharField(blank=True, max_length=200)),
                ("contact_name", models.CharField(blank=True, max_length=40)),
                ("contact_phone", models.CharField(blank=True, max_length=20)),
                ("edition", models.IntegerField(default=0)),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="firms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="firms",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["township", "name"],
            },
        ),
        migrations.CreateModel(
            name="FirmMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("need", models.CharField(max_length=300)),
                ("measure", models.CharField(max_length=300)),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="actions.firm",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="firm_measures",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["firm", "due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, unique=True)),
                ("document", models.CharField(blank=True, max_length=120)),
                ("benefit", models.CharField(max_length=500)),
                ("conditions", models.TextField()),
                ("industries", models.JSONField(blank=True, default=list)),
                ("sizes", models.JSONField(blank=True, default=list)),
                ("keywords", models.JSONField(blank=True, default=list)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("edition", models.IntegerField(default=0)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policies",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="FirmRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "code_digest",
                    models.CharField(blank=True, max_length=64, null=True, unique=True),
                ),
                ("code_until", models.DateField(blank=True, null=True)),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                ("rating_text", models.CharField(blank=True, max_length=500)),
                ("rating_note", models.CharField(blank=True, max_length=300)),
                ("rated_by_name", models.CharField(blank=True, max_length=80)),
                ("rated_at", models.DateTimeField(blank=True, null=True)),
                (
                    "action",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="firm_request",
                        to="actions.action",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="actions.firm",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="actions.policy",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddIndex(
            model_name="firm",
            index=models.Index(fields=["township", "industry"], name="firm_by_place"),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="policy_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="firmrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rated_at__isnull", True), ("rating__isnull", True)),
                    models.Q(("rated_at__isnull", False), ("rating__range", (1, 5))),
                    _connector="OR",
                ),
                name="request_rated_one_to_five",
            ),
        ),
    ]
