"""The database itself refuses to change or remove what decisions rest on, on both engines."""

from django.db import migrations

REFUSAL = "审批的步骤、版本和决定已经冻结，不能修改或删除"
TABLES = ("approval_routestep", "approval_version", "approval_version_authors", "approval_decision")


def sqlite(table):
    """One trigger a verb: SQLite knows no combined ones."""
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def postgresql(table):
    """Rows and the whole table, by the function made first."""
    return [
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION approval_refuse()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION approval_refuse()",
    ]


def add_triggers(apps, schema_editor):
    """Add the triggers in the words of the engine in use."""
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    if not on_sqlite:
        schema_editor.execute(
            "CREATE FUNCTION approval_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for table in TABLES:
        for statement in sqlite(table) if on_sqlite else postgresql(table):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("approval", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, elidable=False)]
