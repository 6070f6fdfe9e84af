from django.db import migrations

from yakuba.platform.audit import triggers


def put_on(apps, schema_editor):
    for statement in triggers.put_on(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def take_off(apps, schema_editor):
    for statement in triggers.take_off(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_tables")]

    operations = [migrations.RunPython(put_on, take_off)]
