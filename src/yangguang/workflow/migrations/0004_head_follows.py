"""The database itself moves the head of a chain on to the newest event, on both engines, and never back."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER event_moves_the_head AFTER INSERT ON workflow_event BEGIN "
    "UPDATE workflow_chainhead SET sequence = NEW.sequence, hash = NEW.hash "
    "WHERE government = NEW.government AND sequence < NEW.sequence; END",
]
POSTGRESQL = [
    "CREATE FUNCTION workflow_head_follows() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN UPDATE workflow_chainhead AS head SET sequence = newest.sequence, hash = newest.hash "
    "FROM (SELECT DISTINCT ON (government) government, sequence, hash FROM added "
    "ORDER BY government, sequence DESC) AS newest "
    "WHERE head.government = newest.government AND head.sequence < newest.sequence; RETURN NULL; END $$",
    "CREATE TRIGGER event_moves_the_head AFTER INSERT ON workflow_event REFERENCING NEW TABLE AS added "
    "FOR EACH STATEMENT EXECUTE FUNCTION workflow_head_follows()",
]


def add_triggers(apps, schema_editor):
    """Add the trigger in the words of the engine in use."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0003_event_of_a_machine")]
    operations = [migrations.RunPython(add_triggers, elidable=False)]
