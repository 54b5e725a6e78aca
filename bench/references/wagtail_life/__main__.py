"""What does the life of a page cost on Wagtail? Prints statements and CPU seconds of one life, as JSON.

Run from `bench/references` by a Python that has Wagtail: `python -m wagtail_life LIVES DATABASE`. A life is
three saves as revisions, the start of a workflow of three approvals, and the three approvals, the last of
which publishes.
"""

import json
import sys
import time

import django
from django.conf import settings

LIVES, DATABASE = int(sys.argv[1]), sys.argv[2]
PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
settings.configure(
    SECRET_KEY="measured",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATABASE,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": PRAGMAS},
        }
    },
    INSTALLED_APPS=[
        "wagtail_life",
        "wagtail.search",
        "wagtail.admin",
        "wagtail.users",
        "wagtail.images",
        "wagtail.documents",
        "wagtail",
        "taggit",
        "modelcluster",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    ROOT_URLCONF="wagtail_life.urls",
    WAGTAIL_SITE_NAME="measured",
    WAGTAILADMIN_BASE_URL="http://localhost",
    EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
    STATIC_URL="/static/",
    USE_TZ=True,
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group, Permission  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowTask  # noqa: E402

from wagtail_life.models import Notice  # noqa: E402

STEPS = ("secrecy", "leader", "county")


def prepare() -> tuple[Workflow, dict[str, object]]:
    """An empty site with a workflow of three approvals and a person for each, and one who writes."""
    call_command("migrate", verbosity=0)
    workflow = Workflow.objects.create(name="three approvals")
    people = {"liaison": get_user_model().objects.create_user("liaison")}
    may_publish = Permission.objects.get(codename="publish_page")
    for order, name in enumerate(STEPS):
        group = Group.objects.create(name=name)
        people[name] = get_user_model().objects.create_user(name)
        people[name].groups.add(group)
        GroupPagePermission.objects.create(
            group=group, page=Page.objects.get(depth=1), permission=may_publish
        )
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.add(group)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow, people


def live(number: int, workflow: Workflow, people: dict[str, object]) -> None:
    """One life."""
    page = Page.objects.get(pk=NOTICES[number]).specific
    for time_ in range(3):
        page.body = f"saved {time_}"
        page.save_revision(user=people["liaison"])
    workflow.start(page, people["liaison"])
    for name in STEPS:
        state = Page.objects.get(pk=page.pk).specific.current_workflow_task_state
        state.specific.approve(user=people[name])
    assert Page.objects.get(pk=page.pk).live


workflow, people = prepare()
root = Page.objects.get(depth=1)
NOTICES = [
    root.add_child(instance=Notice(title=f"notice {number}", slug=f"notice-{number}", live=False)).pk
    for number in range(LIVES + 1)
]
live(LIVES, workflow, people)
counted = []


def count(execute, sql, params, many, context):
    """Count a statement that does not only bound a transaction."""
    if not sql.startswith(NOT_COUNTED):
        counted.append(sql)
    return execute(sql, params, many, context)


begun = time.process_time()
for number in range(LIVES):
    live(number, workflow, people)
spent = (time.process_time() - begun) / LIVES
page = root.add_child(instance=Notice(title="counted", slug="counted", live=False))
NOTICES.append(page.pk)
with connection.execute_wrapper(count):
    live(len(NOTICES) - 1, workflow, people)
print(json.dumps({"statements": len(counted), "seconds": spent}))
