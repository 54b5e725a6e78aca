"""A course takes the steps of its route and the hash of its version along; the database keeps the steps."""

from django.db import migrations, models

REFUSAL = "审批中的事项不能改换路线"
COLUMNS = ("route_id", "plan", "subject", "subject_id")
STEP_FIELDS = ("id", "route_id", "position", "name", "role", "scope", "organ_id", "may_be_skipped")


def take_along(apps, schema_editor):
    """Write into each course what it would have taken along from its start."""
    Course, RouteStep = apps.get_model("approval", "Course"), apps.get_model("approval", "RouteStep")
    Version = apps.get_model("approval", "Version")
    for course in Course.objects.all():
        steps = RouteStep.objects.filter(route=course.route_id).order_by("position")
        course.plan = [{name: getattr(step, name) for name in STEP_FIELDS} for step in steps]
        course.hash = Version.objects.get(course=course, number=course.version).hash
        course.save(update_fields=["plan", "hash"])


def add_triggers(apps, schema_editor):
    """Refuse another route, other steps or another thing for a course, in the words of the engine in use."""
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    differs = " OR ".join(
        f"NEW.{name} {'IS NOT' if on_sqlite else 'IS DISTINCT FROM'} OLD.{name}" for name in COLUMNS
    )
    if on_sqlite:
        schema_editor.execute(
            f"CREATE TRIGGER course_keeps_its_route BEFORE UPDATE ON approval_course WHEN {differs} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    schema_editor.execute(
        "CREATE FUNCTION approval_keep_route() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER course_keeps_its_route BEFORE UPDATE ON approval_course FOR EACH ROW WHEN ({differs}) "
        "EXECUTE FUNCTION approval_keep_route()"
    )


class Migration(migrations.Migration):
    dependencies = [("approval", "0002_frozen")]
    operations = [
        migrations.AddField("course", "plan", models.JSONField(default=list, verbose_name="路线步骤")),
        migrations.AddField(
            "course",
            "hash",
            models.CharField(default="", max_length=64, verbose_name="当前版本校验值"),
            preserve_default=False,
        ),
        migrations.RunPython(take_along, elidable=False),
        migrations.RunPython(add_triggers, elidable=False),
    ]
