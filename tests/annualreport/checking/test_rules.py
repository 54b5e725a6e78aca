"""The table of rules: whole, in step with the page that explains it, errors where they belong."""

from __future__ import annotations

import re
from pathlib import Path

from yangguang.annualreport import checking
from yangguang.annualreport.checking.documentation import PAGE, page
from yangguang.annualreport.checking.model import Severity
from yangguang.annualreport.checking.rules import rules
from yangguang.annualreport.form.editions import edition, edition_names

ROOT = Path(__file__).resolve().parents[3]


def test_only_the_arithmetic_of_the_form_is_an_error():
    errors = {rule.id for rule in rules().values() if rule.severity is Severity.ERROR}
    assert errors == {
        "requests.balance", "requests.results", "requests.applicants", "disputes.results", "cells.integer",
    }  # fmt: skip


def test_every_relation_of_the_form_is_a_rule_with_the_same_source():
    for name in edition_names():
        for entry in edition(name).relation_rules:
            assert rules()[entry["id"]].source == entry["source"]


def test_every_rule_has_one_sentence_and_a_known_source():
    for rule in rules().values():
        assert rule.says.endswith("。"), rule.id
        assert rule.says.count("。") == 1, rule.id
        assert rule.source in {"form", "arithmetic", "practice"}, rule.id


def test_every_rule_is_used_and_no_other_is_named():
    folder = Path(checking.__path__[0])
    code = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    code += (folder / "narrative" / "ties.yaml").read_text("utf-8")
    relations = {entry["id"] for name in edition_names() for entry in edition(name).relation_rules}
    named = set(re.findall(r'(?:finding\(|rule", )"([a-z]+\.[a-z_]+)"', code))
    assert named <= set(rules())
    unused = {rule for rule in rules() if f'"{rule}"' not in code and f"rule: {rule}" not in code}
    assert unused - relations == set()


def test_the_page_of_rules_is_in_step():
    assert (ROOT / PAGE).read_text("utf-8") == page()
