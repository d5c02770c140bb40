import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0005_message_values'),
        ('projects', '0005_county_map'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Rulebook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(unique=True)),
                ('limits', models.JSONField()),
                ('reminders', models.JSONField()),
                ('near_days', models.PositiveSmallIntegerField(default=3)),
                ('valid_from', models.DateField()),
                ('by', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('kind', models.CharField(choices=[('task', 'Key task'), ('decision', 'Meeting decision'), ('rectify', 'Rectification'), ('request', 'Enterprise request'), ('risk', 'Risk')], max_length=10)),
                ('category', models.CharField(blank=True, max_length=12)),
                ('title', models.CharField(max_length=120)),
                ('content', models.TextField(blank=True)),
                ('wanted', models.CharField(blank=True, max_length=300)),
                ('source', models.CharField(choices=[('minutes', 'Minutes of a meeting'), ('instruction', 'Instruction of a leader'), ('document', 'Document'), ('inspection', 'Inspection'), ('obstacle', 'Obstacle of a project'), ('petition', 'Petition'), ('firm', 'Enterprise'), ('self', 'Found by ourselves'), ('other', 'Elsewhere')], max_length=12)),
                ('source_text', models.CharField(blank=True, max_length=200)),
                ('source_link', models.CharField(blank=True, max_length=200)),
                ('quote', models.TextField(blank=True)),
                ('span_start', models.PositiveIntegerField(blank=True, null=True)),
                ('span_end', models.PositiveIntegerField(blank=True, null=True)),
                ('limit', models.CharField(blank=True, max_length=12)),
                ('limit_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('first_due_on', models.DateField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('filed', 'Put on file'), ('assigned', 'Assigned'), ('received', 'Received'), ('progress', 'In progress'), ('reported', 'Reported, to be verified'), ('returned', 'Returned'), ('verified', 'Verified as done'), ('closed', 'Closed out'), ('withdrawn', 'Withdrawn')], default='filed', max_length=10)),
                ('filed_on', models.DateField()),
                ('assigned_on', models.DateField(blank=True, null=True)),
                ('received_on', models.DateField(blank=True, null=True)),
                ('reported_on', models.DateField(blank=True, null=True)),
                ('reported_by', models.BigIntegerField(null=True)),
                ('verified_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('quality', models.CharField(blank=True, choices=[('good', 'Good'), ('fair', 'Fair'), ('poor', 'Poor')], max_length=6)),
                ('returns', models.PositiveSmallIntegerField(default=0)),
                ('extensions', models.PositiveSmallIntegerField(default=0)),
                ('edition', models.IntegerField(default=0)),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='actions.action')),
                ('lead_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='led_actions', to='orgs.unit')),
                ('leader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to=settings.AUTH_USER_MODEL)),
                ('obstacle', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='projects.obstacle')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='actions.action')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='projects.project')),
                ('supporting', models.ManyToManyField(blank=True, related_name='supported_actions', to='orgs.unit')),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('colour', models.CharField(choices=[('yellow', 'Yellow card'), ('red', 'Red card')], max_length=6)),
                ('on', models.DateField()),
                ('reason', models.CharField(max_length=300)),
                ('by', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(max_length=80)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='actions.action')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='orgs.unit')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.DateField()),
                ('until', models.DateField()),
                ('reason', models.CharField(max_length=500)),
                ('asked_by', models.BigIntegerField()),
                ('asked_by_name', models.CharField(max_length=80)),
                ('asked_at', models.DateTimeField()),
                ('approved', models.BooleanField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.BigIntegerField(null=True)),
                ('decided_by_name', models.CharField(blank=True, max_length=80)),
                ('decided_at', models.DateTimeField(null=True)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extension_requests', to='actions.action')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='LookBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField()),
                ('planned_by_name', models.CharField(max_length=80)),
                ('outcome', models.CharField(blank=True, choices=[('holds', 'It holds'), ('relapsed', 'It came back')], max_length=8)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('by_name', models.CharField(blank=True, max_length=80)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='look_backs', to='actions.action')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('by_name', models.CharField(blank=True, max_length=80)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='actions.action')),
            ],
            options={
                'ordering': ['action', 'place'],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField()),
                ('days', models.SmallIntegerField()),
                ('on', models.DateField()),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='actions.action')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(choices=[('filed', 'Put on file'), ('changed', 'Changed'), ('assigned', 'Assigned'), ('declined', 'Given back by the unit'), ('received', 'Received'), ('progress', 'Progress noted'), ('split', 'Split'), ('reported', 'Reported'), ('returned', 'Returned'), ('verified', 'Verified as done'), ('closed', 'Closed out'), ('reopened', 'Taken up again'), ('withdrawn', 'Withdrawn'), ('asked', 'More time asked for'), ('extended', 'More time given'), ('refused', 'More time refused'), ('reminded', 'Reminded'), ('card', 'Card shown'), ('looked', 'Looked back at')], max_length=10)),
                ('state', models.CharField(choices=[('filed', 'Put on file'), ('assigned', 'Assigned'), ('received', 'Received'), ('progress', 'In progress'), ('reported', 'Reported, to be verified'), ('returned', 'Returned'), ('verified', 'Verified as done'), ('closed', 'Closed out'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('due_on', models.DateField(null=True)),
                ('quality', models.CharField(blank=True, choices=[('good', 'Good'), ('fair', 'Fair'), ('poor', 'Poor')], max_length=6)),
                ('by', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='actions.action')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['state', 'due_on'], name='action_by_state'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['lead_unit', 'state', 'due_on'], name='action_by_unit'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['kind', 'state', 'due_on'], name='action_by_kind'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['due_on', 'id'], name='action_by_due'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('span_end__isnull', True), ('span_start__isnull', True)), ('span_end__gt', models.F('span_start')), _connector='OR'), name='action_span_in_order'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_on__isnull', False), _connector='OR'), name='action_closed_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['filed', 'withdrawn']), models.Q(('due_on__isnull', False), ('first_due_on__isnull', False)), _connector='OR'), name='action_assigned_has_a_limit'),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(fields=['unit', 'on'], name='card_by_unit'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('approved__isnull', True)), fields=('action',), name='one_extension_waits'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='extension_decided_by_another'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('before'))), name='extension_is_later'),
        ),
        migrations.AddIndex(
            model_name='lookback',
            index=models.Index(fields=['done_on', 'due_on'], name='look_back_by_due'),
        ),
        migrations.AddConstraint(
            model_name='lookback',
            constraint=models.UniqueConstraint(condition=models.Q(('done_on__isnull', True)), fields=('action',), name='one_look_back_waits'),
        ),
        migrations.AddConstraint(
            model_name='lookback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', True), ('outcome', '')), models.Q(('done_on__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='look_back_has_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(fields=('action', 'place'), name='one_milestone_a_place'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('action', 'due_on', 'days'), name='reminded_once'),
        ),
        migrations.AddIndex(
            model_name='step',
            index=models.Index(fields=['deed', 'at'], name='step_by_deed'),
        ),
    ]
