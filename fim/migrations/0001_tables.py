import django.db.models.deletion
import portal.trace
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from portal.first_tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ('fim', '0001_initial'),
        ('fim', '0002_source_of_changes'),
    ]

    initial = True

    dependencies = [
        ('accommodation', '0001_tables'),
        ('portal', '0001_tables'),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name='Contract',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                        ('number', models.CharField(max_length=30, unique=True)),
                        ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='fim.placement')),
                        ('extends', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extended_by', to='fim.contract')),
                        ('signed_on', models.DateField()),
                        ('start', models.DateField()),
                        ('end', models.DateField()),
                        ('places', models.PositiveIntegerField()),
                    ],
                    options={
                        'verbose_name': 'Vertrag',
                        'verbose_name_plural': 'Verträge',
                        'ordering': ['end', 'number'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='contract_ends_after_start', violation_error_message='Das Ende liegt vor dem Beginn.'),
                            models.CheckConstraint(condition=models.Q(('extends__isnull', True), models.Q(('extends', models.F('id')), _negated=True), _connector='OR'), name='contract_does_not_extend_itself', violation_error_message='Ein Vertrag kann nicht sich selbst verlängern.'),
                            models.CheckConstraint(condition=models.Q(('places__gte', 1)), name='contract_has_places', violation_error_message='Ein Vertrag ist über mindestens einen Platz.'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalContract',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True)),
                        ('history_source', models.CharField(db_default='', default=portal.trace.current_source, editable=False, max_length=200)),
                        ('number', models.CharField(db_index=True, max_length=30)),
                        ('signed_on', models.DateField()),
                        ('start', models.DateField()),
                        ('end', models.DateField()),
                        ('places', models.PositiveIntegerField()),
                        ('placement', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='fim.placement')),
                        ('extends', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='fim.contract')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical Vertrag',
                        'verbose_name_plural': 'historical Verträge',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='Placement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                        ('aliases', models.TextField(blank=True)),
                        ('number', models.CharField(max_length=30, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('kind', models.CharField(choices=[('internal', 'intern'), ('external', 'extern')], max_length=10)),
                        ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='fim.provider')),
                        ('shelter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='accommodation.shelter')),
                        ('additionality', models.CharField(blank=True, choices=[('not_at_all', 'Die Arbeit würde sonst nicht verrichtet'), ('not_as_much', 'Die Arbeit würde sonst nicht in diesem Umfang verrichtet'), ('not_now', 'Die Arbeit würde sonst nicht zu diesem Zeitpunkt verrichtet')], max_length=12)),
                        ('activity', models.CharField(max_length=200)),
                        ('status', models.CharField(choices=[('applied', 'beantragt'), ('approved', 'bewilligt'), ('running', 'läuft'), ('ended', 'beendet'), ('rejected', 'abgelehnt')], default='applied', max_length=10)),
                        ('applied_on', models.DateField()),
                        ('places_applied', models.PositiveIntegerField()),
                        ('approved_on', models.DateField(blank=True, null=True)),
                        ('places_approved', models.PositiveIntegerField(blank=True, null=True)),
                        ('ended_on', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'Maßnahme',
                        'verbose_name_plural': 'Maßnahmen',
                        'ordering': ['provider__organisation__name', 'kind', 'name'],
                        'constraints': [
                            models.UniqueConstraint(fields=('provider', 'name'), name='placement_name_once', violation_error_message='Dieser Träger hat schon eine Maßnahme dieses Namens.'),
                            models.CheckConstraint(condition=models.Q(models.Q(('kind', 'internal'), ('shelter__isnull', False)), models.Q(('kind', 'external'), ('shelter__isnull', True)), _connector='OR'), name='placement_internal_has_shelter', violation_error_message='Eine interne Maßnahme braucht ihre Unterkunft, eine externe hat keine.'),
                            models.CheckConstraint(condition=models.Q(models.Q(('additionality', ''), ('kind', 'internal')), models.Q(('kind', 'external'), models.Q(('additionality', ''), _negated=True)), _connector='OR'), name='placement_external_is_additional', violation_error_message='Eine externe Maßnahme braucht die Erklärung zur Zusätzlichkeit, eine interne hat keine.'),
                            models.CheckConstraint(condition=models.Q(models.Q(('approved_on__isnull', True), ('places_approved__isnull', True), ('status__in', ('applied', 'rejected'))), models.Q(('approved_on__isnull', False), ('places_approved__isnull', False), ('status__in', ('approved', 'running', 'ended'))), _connector='OR'), name='placement_approved_says_when', violation_error_message='Bewilligt heißt: mit Tag und Zahl der bewilligten Plätze, und nur dann.'),
                            models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('status__in', ('ended', 'rejected'))), models.Q(('ended_on__isnull', True), ('status__in', ('applied', 'approved', 'running'))), _connector='OR'), name='placement_ended_says_when', violation_error_message='Beendet oder abgelehnt heißt: mit dem Tag, und nur dann.'),
                            models.CheckConstraint(condition=models.Q(('approved_on__isnull', True), ('approved_on__gte', models.F('applied_on')), _connector='OR'), name='placement_approved_after_application', violation_error_message='Die Bewilligung liegt vor dem Antrag.'),
                            models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('applied_on')), _connector='OR'), name='placement_ends_after_application', violation_error_message='Das Ende liegt vor dem Antrag.'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalPlacement',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True)),
                        ('history_source', models.CharField(db_default='', default=portal.trace.current_source, editable=False, max_length=200)),
                        ('aliases', models.TextField(blank=True)),
                        ('number', models.CharField(db_index=True, max_length=30)),
                        ('name', models.CharField(max_length=200)),
                        ('kind', models.CharField(choices=[('internal', 'intern'), ('external', 'extern')], max_length=10)),
                        ('additionality', models.CharField(blank=True, choices=[('not_at_all', 'Die Arbeit würde sonst nicht verrichtet'), ('not_as_much', 'Die Arbeit würde sonst nicht in diesem Umfang verrichtet'), ('not_now', 'Die Arbeit würde sonst nicht zu diesem Zeitpunkt verrichtet')], max_length=12)),
                        ('activity', models.CharField(max_length=200)),
                        ('status', models.CharField(choices=[('applied', 'beantragt'), ('approved', 'bewilligt'), ('running', 'läuft'), ('ended', 'beendet'), ('rejected', 'abgelehnt')], default='applied', max_length=10)),
                        ('applied_on', models.DateField()),
                        ('places_applied', models.PositiveIntegerField()),
                        ('approved_on', models.DateField(blank=True, null=True)),
                        ('places_approved', models.PositiveIntegerField(blank=True, null=True)),
                        ('ended_on', models.DateField(blank=True, null=True)),
                        ('provider', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='fim.provider')),
                        ('shelter', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accommodation.shelter')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical Maßnahme',
                        'verbose_name_plural': 'historical Maßnahmen',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='PlacementCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                        ('as_of', models.DateField()),
                        ('remark', models.CharField(blank=True, max_length=300)),
                        ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)ss', to='portal.delivery')),
                        ('sheet', models.CharField(blank=True, max_length=100)),
                        ('row', models.PositiveIntegerField()),
                        ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='fim.placementcount')),
                        ('current', models.BooleanField(default=False)),
                        ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='fim.placement')),
                        ('occupied', models.PositiveIntegerField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'Besetzung',
                        'verbose_name_plural': 'Besetzungen',
                        'ordering': ['-as_of', 'placement', '-id'],
                        'abstract': False,
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('current', True)), fields=('placement', 'as_of'), name='placement_count_current_once', violation_error_message='Für diesen Stichtag gibt es schon eine gültige Besetzung.'),
                            models.UniqueConstraint(fields=('delivery', 'placement', 'as_of'), name='placement_count_once_per_delivery', violation_error_message='Diese Meldung enthält die Maßnahme schon für diesen Stichtag.'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Provider',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                        ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='fim_provider', to='portal.organisation')),
                        ('kind', models.CharField(choices=[('municipal', 'kommunal'), ('state', 'staatlich'), ('non_profit', 'gemeinnützig')], max_length=10)),
                    ],
                    options={
                        'verbose_name': 'Maßnahmeträger',
                        'verbose_name_plural': 'Maßnahmeträger',
                        'ordering': ['organisation__name'],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalProvider',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True)),
                        ('history_source', models.CharField(db_default='', default=portal.trace.current_source, editable=False, max_length=200)),
                        ('kind', models.CharField(choices=[('municipal', 'kommunal'), ('state', 'staatlich'), ('non_profit', 'gemeinnützig')], max_length=10)),
                        ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portal.organisation')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical Maßnahmeträger',
                        'verbose_name_plural': 'historical Maßnahmeträger',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='Quota',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('internal', models.PositiveIntegerField()),
                        ('external', models.PositiveIntegerField()),
                        ('assigned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.organisation')),
                        ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.citation')),
                    ],
                    options={
                        'verbose_name': 'Kontingent',
                        'verbose_name_plural': 'Kontingente',
                        'ordering': ['year'],
                        'constraints': [
                            models.UniqueConstraint(fields=('year',), name='quota_once_a_year', violation_error_message='Für dieses Jahr ist schon ein Kontingent erfasst.'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalQuota',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True)),
                        ('history_source', models.CharField(db_default='', default=portal.trace.current_source, editable=False, max_length=200)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('internal', models.PositiveIntegerField()),
                        ('external', models.PositiveIntegerField()),
                        ('assigned_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portal.organisation')),
                        ('citation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portal.citation')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical Kontingent',
                        'verbose_name_plural': 'historical Kontingente',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='Rule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                        ('title', models.CharField(max_length=200, unique=True)),
                        ('valid_from', models.DateField()),
                        ('max_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('hours_per_week', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('eur_per_hour', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                        ('minimum_age', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('reservation', models.CharField(blank=True, max_length=200)),
                        ('announced', models.CharField(blank=True, max_length=200)),
                        ('announced_until', models.DateField(blank=True, null=True)),
                        ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.citation')),
                        ('issuers', models.ManyToManyField(blank=True, related_name='+', to='portal.organisation')),
                    ],
                    options={
                        'verbose_name': 'Regel',
                        'verbose_name_plural': 'Regeln',
                        'ordering': ['valid_from', 'pk'],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('max_months__isnull', True), ('max_months__gte', 1), _connector='OR'), name='rule_at_least_a_month', violation_error_message='Ein Vertrag dauert mindestens einen Monat.'),
                            models.CheckConstraint(condition=models.Q(('announced', ''), ('announced_until__isnull', False), _connector='OR'), name='rule_announced_until', violation_error_message='Bitte sagen Sie, bis wann es angekündigt ist.'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalRule',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True)),
                        ('history_source', models.CharField(db_default='', default=portal.trace.current_source, editable=False, max_length=200)),
                        ('title', models.CharField(db_index=True, max_length=200)),
                        ('valid_from', models.DateField()),
                        ('max_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('hours_per_week', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('eur_per_hour', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                        ('minimum_age', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('reservation', models.CharField(blank=True, max_length=200)),
                        ('announced', models.CharField(blank=True, max_length=200)),
                        ('announced_until', models.DateField(blank=True, null=True)),
                        ('citation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portal.citation')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical Regel',
                        'verbose_name_plural': 'historical Regeln',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalRule_issuers',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True)),
                        ('rule', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='fim.rule')),
                        ('organisation', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portal.organisation')),
                        ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='fim.historicalrule')),
                        ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        'verbose_name': 'HistoricalRule_issuers',
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
