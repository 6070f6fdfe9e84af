import yakuba.platform.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='HandledForm',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='鍵')),
                ('at', models.DateTimeField(default=yakuba.platform.clock.real_now, verbose_name='日時')),
            ],
            options={
                'verbose_name': '処理した送信',
            },
        ),
        migrations.CreateModel(
            name='SendCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='鍵')),
                ('minute', models.DateTimeField(db_index=True, verbose_name='時間帯')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='回数')),
            ],
            options={
                'verbose_name': '送信の回数',
            },
        ),
    ]
