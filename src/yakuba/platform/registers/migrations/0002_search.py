from django.db import migrations

from yakuba.platform.registers import searchtables


def put_on(apps, schema_editor):
    for statement in searchtables.put_on(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def take_off(apps, schema_editor):
    for statement in searchtables.take_off(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_tables")]

    operations = [migrations.RunPython(put_on, take_off)]
