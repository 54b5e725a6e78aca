"""The database itself keeps an index number and a day of release as they were first given, on both engines."""

from django.db import migrations

REFUSAL = "索引号和发布日期一经记下，不能更改"
ONCE_GIVEN = (
    ("disclosure_item", "index_no", "OLD.index_no <> NEW.index_no"),
    ("disclosure_publication", "index_no", "OLD.index_no <> NEW.index_no"),
    ("disclosure_publication", "released_at", "OLD.released_at <> NEW.released_at"),
)

SQLITE = [
    f"CREATE TRIGGER {table}_{column}_once BEFORE UPDATE OF {column} ON {table} WHEN {differs} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table, column, differs in ONCE_GIVEN
]
POSTGRESQL = [
    "CREATE FUNCTION disclosure_once_given() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    *(
        f"CREATE TRIGGER {table}_{column}_once BEFORE UPDATE OF {column} ON {table} FOR EACH ROW "
        f"WHEN ({differs}) EXECUTE FUNCTION disclosure_once_given()"
        for table, column, differs in ONCE_GIVEN
    ),
]


def add_triggers(apps, schema_editor):
    """Add the triggers in the words of the engine in use."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0007_covering_indexes")]
    operations = [migrations.RunPython(add_triggers, elidable=False)]
