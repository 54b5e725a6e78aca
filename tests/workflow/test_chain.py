"""The chain of events: what is hashed, what is found when something was changed behind its back."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from yangguang.workflow.acts import SYSTEM, Actor, acts, note
from yangguang.workflow.chain import GENESIS, Link, canonical, link_hash
from yangguang.workflow.followers import follow, replay
from yangguang.workflow.models import ChainHead, Event
from yangguang.workflow.selectors import chain_head, verify_chain

CLERK = Actor(id="7", name="示例甲", role="信息公开联络员", organ="示例局", government=1)


def record(count: int, *, government: int = 1) -> None:
    for number in range(count):
        with acts():
            note("test", "noted", None, CLERK, facts={"number": number}, government=government)


def behind_its_back(sql: str) -> None:
    """What somebody with the database in hand could do: take the triggers off, then change."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS event_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS event_no_delete")
        else:
            cursor.execute("ALTER TABLE workflow_event DISABLE TRIGGER USER")
        cursor.execute(sql)


@pytest.mark.django_db
def test_events_are_numbered_from_one_and_follow_each_other():
    record(3)
    events = list(Event.objects.order_by("sequence"))
    assert [event.sequence for event in events] == [1, 2, 3]
    assert [event.previous_hash for event in events] == [GENESIS, events[0].hash, events[1].hash]
    assert chain_head(1) == (3, events[2].hash)
    assert verify_chain(1).whole
    assert verify_chain(1).held == 3


def fail_after_noting() -> None:
    with acts():
        note("test", "noted", None, CLERK, facts={})
        raise ZeroDivisionError


@pytest.mark.django_db
def test_each_government_has_a_chain_of_its_own():
    with acts():
        for government in (2, 1, 2):
            note("test", "noted", None, CLERK, facts={}, government=government)
    assert chain_head(1)[0] == 1
    assert chain_head(2)[0] == 2


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_event_and_an_unmoved_head():
    record(1)
    with pytest.raises(ZeroDivisionError):
        fail_after_noting()
    assert Event.objects.count() == 1
    assert chain_head(1)[0] == 1


@pytest.mark.django_db
def test_an_inner_act_that_fails_takes_its_events_back_and_the_outer_one_goes_on():
    with acts():
        note("test", "before", None, CLERK, facts={})
        with pytest.raises(ZeroDivisionError):
            fail_after_noting()
        note("test", "after", None, CLERK, facts={})
    assert list(Event.objects.order_by("sequence").values_list("verb", flat=True)) == ["before", "after"]
    assert verify_chain(1).held == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE workflow_event SET actor_name = '别人'",
        "DELETE FROM workflow_event",
        "INSERT OR REPLACE INTO workflow_event SELECT * FROM workflow_event",
    ],
)
def test_the_database_refuses_to_change_an_event(statement):
    record(1)
    if connection.vendor != "sqlite":
        statement = statement.replace(
            "INSERT OR REPLACE INTO workflow_event SELECT * FROM workflow_event", "TRUNCATE workflow_event"
        )
    with (
        pytest.raises(DatabaseError, match="记录只能追加"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Event.objects.get().actor_name == "示例甲"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "column",
    ["actor_name", "facts", "verb", "to_state", "subject_id", "machine", "actor_organ", "actor_role"],
)
def test_one_changed_byte_of_one_event_is_found(column):
    record(5)
    behind_its_back(f"UPDATE workflow_event SET {column} = {column} || 'x' WHERE sequence = 3")
    verdict = verify_chain(1)
    assert (verdict.whole, verdict.broken_at) == (False, 3)
    assert verdict.sentence == "第3条记录的内容与其校验值不符"


@pytest.mark.django_db
def test_a_removed_event_is_found():
    record(5)
    behind_its_back("DELETE FROM workflow_event WHERE sequence = 2")
    assert verify_chain(1).sentence == "第2条记录缺失"


@pytest.mark.django_db
def test_a_cut_off_tail_is_found_by_the_head_that_stayed():
    record(6)
    behind_its_back("DELETE FROM workflow_event WHERE sequence > 3")
    assert verify_chain(1).sentence == "链尾缺失：应到第6条，实到第3条"


@pytest.mark.django_db
def test_a_tail_cut_off_with_its_head_is_found_by_a_head_exported_earlier():
    record(6)
    exported = chain_head(1)[1]
    third = Event.objects.get(sequence=3).hash
    behind_its_back("DELETE FROM workflow_event WHERE sequence > 3")
    ChainHead.objects.filter(government=1).update(sequence=3, hash=third)
    assert verify_chain(1).whole
    assert verify_chain(1, exported_head=exported).sentence == "曾经导出的链头不在现有记录之中：记录被截去"
    assert verify_chain(1, exported_head=third).whole


@pytest.mark.django_db
def test_the_head_moves_on_with_every_event_and_never_back():
    record(3)
    head = chain_head(1)
    behind_its_back("DELETE FROM workflow_event WHERE sequence = 2")
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE workflow_event ENABLE TRIGGER USER")
    forged = Event.objects.get(sequence=3)
    forged.pk, forged.sequence, forged.actor_name = None, 2, "别人"
    forged.save(force_insert=True)
    assert chain_head(1) == head
    assert verify_chain(1).sentence == "第2条记录与前一条不相接"


@pytest.mark.django_db
def test_a_follower_has_every_event_once_in_order_and_again_after_a_replay():
    record(3)
    heard: list[int] = []
    take = lambda events: heard.extend(event.sequence for event in events)  # noqa: E731
    assert follow("search", take) == 3
    record(2)
    assert follow("search", take) == 2
    replay("search", 1, from_sequence=4)
    assert follow("search", take) == 1
    assert heard == [1, 2, 3, 4, 5, 5]


@pytest.mark.django_db
def test_a_follower_that_fails_keeps_its_place():
    record(2)

    def fail(events):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        follow("search", fail)
    heard: list[int] = []
    follow("search", lambda events: heard.extend(event.sequence for event in events))
    assert heard == [1, 2]


def test_an_event_needs_an_act():
    with pytest.raises(RuntimeError):
        note("test", "noted", None, SYSTEM, facts={})


def test_canonical_text_does_not_depend_on_the_order_of_keys():
    assert (
        canonical({"乙": 1, "甲": [True, None]})
        == canonical({"甲": [True, None], "乙": 1})
        == '{"乙":1,"甲":[true,null]}'
    )


@pytest.mark.django_db
def test_the_hash_of_a_link_is_sm3_of_its_canonical_text():
    record(1)
    link = Link(**Event.objects.values(*Link.__slots__).get())
    assert len(link.hash) == 64
    assert link_hash(link) == link.hash


def test_sm3_is_the_one_of_the_standard():
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@pytest.mark.django_db
def test_the_command_says_which_chain_is_broken_and_where(capsys):
    record(3, government=1)
    record(2, government=2)
    call_command("audit", "verify")
    assert capsys.readouterr().out == "记录链 1：核对 3 条，完整\n记录链 2：核对 2 条，完整\n"
    behind_its_back("UPDATE workflow_event SET verb = 'x' WHERE government = 2 AND sequence = 2")
    with pytest.raises(SystemExit) as left:
        call_command("audit", "verify")
    assert left.value.code == 1
    assert "记录链 2：核对 1 条，不完整：第2条记录的内容与其校验值不符" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_finds_a_cut_off_tail_by_an_exported_head(capsys):
    record(3)
    call_command("audit", "head")
    government, sequence, head = capsys.readouterr().out.split()
    assert (government, sequence) == ("1", "3")
    call_command("audit", "verify", head=head)
    first = Event.objects.get(sequence=1).hash
    behind_its_back("DELETE FROM workflow_event WHERE sequence > 1")
    ChainHead.objects.filter(government=1).update(sequence=1, hash=first)
    with pytest.raises(SystemExit):
        call_command("audit", "verify", head=head)
