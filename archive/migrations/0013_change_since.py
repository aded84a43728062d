from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0012_anchor_checks'),
    ]

    operations = [
        migrations.AlterField(
            model_name='change',
            name='at',
            field=models.DateTimeField(verbose_name='at'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['at', 'archive_version'], name='change_version_at'),
        ),
    ]
