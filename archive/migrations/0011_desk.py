
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0010_presence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeskAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.UUIDField(null=True, verbose_name='act')),
                ('proposal', models.CharField(blank=True, max_length=100, verbose_name='proposal')),
                ('is_undone', models.BooleanField(default=False, verbose_name='undone')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'act at the desk',
                'verbose_name_plural': 'acts at the desk',
                'ordering': ['-id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['source', 'person', '-id'], name='desk_act_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('act__isnull', False), ('proposal', '')), models.Q(('act__isnull', True), models.Q(('proposal', ''), _negated=True)), _connector='OR'), name='desk_act_is_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='DeskDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=60, verbose_name='form')),
                ('content', models.TextField(verbose_name='content')),
                ('saved_at', models.DateTimeField(verbose_name='saved at')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'unsaved form',
                'verbose_name_plural': 'unsaved forms',
                'ordering': ['-saved_at'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('person', 'source', 'form'), name='desk_draft_once')],
            },
        ),
    ]
