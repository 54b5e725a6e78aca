"""The database itself refuses to change or remove an event, on both engines."""

from django.db import migrations

REFUSAL = "记录只能追加，不能修改或删除"

SQLITE = [
    f"CREATE TRIGGER event_no_{verb.lower()} BEFORE {verb} ON workflow_event "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    "CREATE FUNCTION workflow_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON workflow_event "
    "FOR EACH ROW EXECUTE FUNCTION workflow_event_refuse()",
    "CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON workflow_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION workflow_event_refuse()",
]


def add_triggers(apps, schema_editor):
    """Add the triggers in the words of the engine in use."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, elidable=False)]
