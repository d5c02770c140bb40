"""Polls, their roll, what casting leaves, and the sealed box."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of the app."""

    initial = True

    dependencies = [
        ('orgs', '0005_message_values'),
    ]

    operations = [
        migrations.CreateModel(
            name='Voter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=40)),
                ('post', models.CharField(blank=True, max_length=40)),
                ('venue', models.CharField(blank=True, max_length=40)),
                ('card', models.PositiveSmallIntegerField(default=0)),
                ('code_digest', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'ordering': ['poll', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80)),
                ('period', models.CharField(max_length=16)),
                ('electorate', models.CharField(blank=True, max_length=40)),
                ('kind', models.CharField(choices=[('rank', 'Places'), ('score', 'Scores 0 to 100'), ('grade', 'Grades')], max_length=6)),
                ('criteria', models.JSONField(blank=True, default=list)),
                ('grades', models.JSONField(blank=True, default=list)),
                ('top', models.DecimalField(decimal_places=2, default=100, max_digits=6)),
                ('step', models.DecimalField(decimal_places=2, default=3, max_digits=6)),
                ('trim', models.PositiveSmallIntegerField(default=0)),
                ('whole', models.BooleanField(default=True)),
                ('own_counts', models.BooleanField(default=False)),
                ('quorum', models.PositiveSmallIntegerField(default=50)),
                ('device_allowed', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('draft', 'Being prepared'), ('ready', 'Ready: roll closed'), ('open', 'Open: being voted'), ('closed', 'Closed: to be sealed'), ('sealed', 'Sealed and counted'), ('published', 'Result published'), ('void', 'Declared void')], default='draft', max_length=10)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('sealed_at', models.DateTimeField(blank=True, null=True)),
                ('cards_at', models.DateTimeField(blank=True, null=True)),
                ('roll_at', models.DateTimeField(blank=True, null=True)),
                ('unreturned', models.PositiveIntegerField(default=0)),
                ('void_why', models.CharField(blank=True, max_length=300)),
                ('edition', models.IntegerField(default=0)),
                ('by', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('quorum__gte', 0), ('quorum__lte', 100)), name='poll_quorum_percent'), models.UniqueConstraint(condition=models.Q(models.Q(('electorate', ''), _negated=True), models.Q(('state', 'void'), _negated=True)), fields=('period', 'electorate'), name='one_poll_of_an_electorate')],
            },
        ),
        migrations.CreateModel(
            name='PollClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20)),
                ('weight', models.DecimalField(decimal_places=4, max_digits=8)),
                ('place', models.PositiveSmallIntegerField()),
                ('counted_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ballots.pollclass')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='classes', to='ballots.poll')),
            ],
            options={
                'ordering': ['poll', 'place'],
            },
        ),
        migrations.CreateModel(
            name='PaperSlip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=9)),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paper_slips', to='ballots.poll')),
                ('poll_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.pollclass')),
            ],
            options={
                'ordering': ['poll', 'number'],
            },
        ),
        migrations.CreateModel(
            name='BoxBallot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marks', models.JSONField()),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='box', to='ballots.poll')),
                ('poll_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.pollclass')),
            ],
        ),
        migrations.CreateModel(
            name='RollMark',
            fields=[
                ('voter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='roll_mark', serialize=False, to='ballots.voter')),
                ('way', models.CharField(choices=[('terminal', 'Venue terminal'), ('paper', 'Paper'), ('device', 'Own device')], max_length=8)),
                ('cast_key', models.UUIDField(null=True)),
                ('receipt', models.CharField(blank=True, max_length=9)),
            ],
        ),
        migrations.AddField(
            model_name='voter',
            name='poll',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voters', to='ballots.poll'),
        ),
        migrations.AddField(
            model_name='voter',
            name='poll_class',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voters', to='ballots.pollclass'),
        ),
        migrations.AddField(
            model_name='voter',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit'),
        ),
        migrations.CreateModel(
            name='SealedBox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('hash_name', models.CharField(max_length=8)),
                ('poll', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sealed_box', to='ballots.poll')),
            ],
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='ballots.poll')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'ordering': ['poll', 'place'],
            },
        ),
        migrations.CreateModel(
            name='PaperEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('turn', models.PositiveSmallIntegerField()),
                ('marks', models.JSONField()),
                ('invalid', models.BooleanField(default=False)),
                ('by', models.BigIntegerField(null=True)),
                ('slip', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ballots.paperslip')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('slip', 'turn'), name='one_entry_a_turn'), models.UniqueConstraint(condition=models.Q(('turn__lt', 3)), fields=('slip', 'by'), name='two_people_enter'), models.CheckConstraint(condition=models.Q(('turn__gte', 1), ('turn__lte', 3)), name='entry_turn_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='pollclass',
            constraint=models.UniqueConstraint(fields=('poll', 'name'), name='one_class_of_a_name'),
        ),
        migrations.AddConstraint(
            model_name='pollclass',
            constraint=models.CheckConstraint(condition=models.Q(('weight__gt', 0)), name='class_weight_positive'),
        ),
        migrations.AddConstraint(
            model_name='paperslip',
            constraint=models.UniqueConstraint(fields=('poll', 'number'), name='one_paper_a_number'),
        ),
        migrations.AddField(
            model_name='rollmark',
            name='poll',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roll_marks', to='ballots.poll'),
        ),
        migrations.AddConstraint(
            model_name='voter',
            constraint=models.UniqueConstraint(fields=('poll', 'number'), name='one_voter_a_number'),
        ),
        migrations.AddConstraint(
            model_name='voter',
            constraint=models.UniqueConstraint(condition=models.Q(('code_digest', ''), _negated=True), fields=('poll', 'code_digest'), name='one_voter_a_code'),
        ),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.UniqueConstraint(fields=('poll', 'unit'), name='one_line_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='rollmark',
            constraint=models.UniqueConstraint(fields=('poll', 'cast_key'), name='one_casting_a_key'),
        ),
        migrations.AddConstraint(
            model_name='rollmark',
            constraint=models.UniqueConstraint(condition=models.Q(('receipt', ''), _negated=True), fields=('poll', 'receipt'), name='one_ballot_a_receipt'),
        ),
    ]
