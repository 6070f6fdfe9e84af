from django.db import migrations, models

from yakuba.platform.search import tables


def put_on(apps, schema_editor):
    for statement in tables.put_on(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def take_off(apps, schema_editor):
    for statement in tables.take_off(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=60, verbose_name="台帳")),
                ("record_id", models.BigIntegerField(verbose_name="記録の番号")),
                ("text", models.TextField(verbose_name="二文字ずつの文")),
            ],
            options={
                "verbose_name": "さがす索引",
                "constraints": [
                    models.UniqueConstraint(fields=("register", "record_id"), name="search_entry_key")
                ],
            },
        ),
        migrations.RunPython(put_on, take_off),
    ]
