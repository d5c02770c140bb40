"""Plans, peers and good practice; what was said of them is only ever added."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbi.apps.audit.append_only import guard, unguard

TABLES = ("plans_nodeversion", "plans_standing", "plans_peerfigure")


class Migration(migrations.Migration):
    """The tables of the app."""

    initial = True

    dependencies = [
        ("actions", "0003_judgements"),
        ("audit", "0002_append_only"),
        ("indicators", "0003_steps_stay"),
        ("orgs", "0005_message_values"),
        ("projects", "0005_county_map"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Peer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("why", models.CharField(blank=True, max_length=200)),
                ("since", models.DateField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("title", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft plan"),
                            ("adopted", "Plan adopted"),
                            ("closed", "Year closed"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("written_by", models.BigIntegerField(null=True)),
                ("adopted_by_name", models.CharField(blank=True, max_length=80)),
                ("adopted_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("result", models.JSONField(blank=True, default=dict)),
                ("edition", models.IntegerField(default=0)),
            ],
            options={
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("adopted_on__isnull", False), _connector="OR"
                        ),
                        name="plan_adopted_has_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("theme", "Theme"),
                            ("target", "Target of the plan"),
                            ("measure", "Measure of the plan"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("innovation", "Innovation"),
                            ("projects", "Building projects"),
                            ("prosperity", "Common prosperity"),
                            ("battle", "Battle"),
                            ("findings", "Findings of inspections"),
                            ("other", "Another theme"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("wording", models.TextField(blank=True)),
                ("meeting_text", models.CharField(blank=True, max_length=120)),
                ("meeting_link", models.CharField(blank=True, max_length=200)),
                ("weight", models.DecimalField(decimal_places=2, default=1, max_digits=6)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("rank_wanted", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("rank_of", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("rank_among", models.CharField(blank=True, max_length=60)),
                (
                    "goal",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True),
                ),
                ("dropped_on", models.DateField(blank=True, null=True)),
                ("edition", models.IntegerField(default=0)),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_nodes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="plans.node",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_nodes",
                        to="orgs.unit",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nodes",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["sequence", "id"],
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("content", models.TextField()),
                ("effect", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("nominated", "Nominated"),
                            ("shared", "Shared with all"),
                            ("declined", "Not taken up"),
                        ],
                        default="nominated",
                        max_length=10,
                    ),
                ),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("nominated_on", models.DateField()),
                ("decided_by_name", models.CharField(blank=True, max_length=80)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-nominated_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=7)),
                ("version", models.PositiveIntegerField()),
                ("place", models.PositiveSmallIntegerField()),
                ("of", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("source", models.CharField(max_length=120)),
                ("published_on", models.DateField()),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="plans.node",
                    ),
                ),
            ],
            options={
                "ordering": ["node", "period", "version"],
            },
        ),
        migrations.CreateModel(
            name="Takeover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("taken", models.CharField(max_length=300)),
                ("taken_on", models.DateField()),
                ("result", models.CharField(blank=True, max_length=300)),
                ("result_on", models.DateField(blank=True, null=True)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takeovers",
                        to="plans.practice",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takeovers",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["taken_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_links",
                        to="actions.action",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_links",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_links",
                        to="projects.project",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="plans.node",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("action", None), ("indicator__isnull", False), ("project", None)
                            ),
                            models.Q(
                                ("action", None), ("indicator", None), ("project__isnull", False)
                            ),
                            models.Q(
                                ("action__isnull", False), ("indicator", None), ("project", None)
                            ),
                            _connector="OR",
                        ),
                        name="plan_link_names_one_thing",
                    ),
                    models.UniqueConstraint(
                        fields=("node", "indicator", "project", "action"),
                        name="plan_link_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NodeVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("facts", models.JSONField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="plans.node",
                    ),
                ),
            ],
            options={
                "ordering": ["node", "version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("node", "version"), name="one_plan_node_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PeerFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=7)),
                ("version", models.PositiveIntegerField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=24)),
                ("source", models.CharField(max_length=120)),
                ("published_on", models.DateField()),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="peer_figures",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="plans.peer",
                    ),
                ),
            ],
            options={
                "ordering": ["peer", "indicator", "period", "version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("peer", "indicator", "period", "version"),
                        name="one_peer_figure_version",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="node",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "theme"), ("parent__isnull", True)),
                    models.Q(
                        models.Q(("level", "theme"), _negated=True), ("parent__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="plan_node_theme_on_top",
            ),
        ),
        migrations.AddConstraint(
            model_name="node",
            constraint=models.CheckConstraint(
                condition=models.Q(("level", "theme"), ("unit__isnull", False), _connector="OR"),
                name="plan_node_has_an_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="node",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gt", 0)), name="plan_node_weight_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "nominated"), ("decided_on__isnull", False), _connector="OR"
                ),
                name="practice_decided_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.UniqueConstraint(
                fields=("node", "period", "version"), name="one_plan_standing_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__gte", 1)), name="plan_standing_from_the_first_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="takeover",
            constraint=models.UniqueConstraint(
                fields=("practice", "unit"), name="a_unit_takes_a_practice_over_once"
            ),
        ),
        *(migrations.RunSQL(guard(table), unguard(table)) for table in TABLES),
    ]
