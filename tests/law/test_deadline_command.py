"""Does `yangguang deadline` answer as promised, and refuse in one Chinese line with status 2?"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from yangguang.cli.main import main

PROJECT = Path(__file__).resolve().parents[2]


def answer(capsys, *words: str) -> tuple[int, str, str]:
    try:
        status = main(["deadline", *words])
    except SystemExit as stopped:
        status = stopped.code
    told = capsys.readouterr()
    return status, told.out, told.err


def test_says_the_date_the_steps_and_the_articles(capsys):
    status, out, err = answer(capsys, "--received", "2026-10-19", "--consulted", "2026-10-23:2026-10-30")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "答复期限届满之日：2026-11-23",
        "理由：",
        "  2026-10-19  收到申请  [《政府信息公开条例》（国务院令第711号）第三十一条]",
        "  2026-10-19  自次日起 20 个工作日内答复  [《政府信息公开条例》（国务院令第711号）第三十三条第二款]",
        "  2026-10-23  2026-10-23 发出征求意见，2026-10-30 收到意见，其间 5 个工作日不计入期限"
        "  [《政府信息公开条例》（国务院令第711号）第三十三条第三款]",
        "  2026-11-23  答复期限届满  [《政府信息公开条例》（国务院令第711号）第三十三条第二款]",
    ]


def test_json_holds_the_same(capsys):
    status, out, _ = answer(capsys, "--received", "2025-01-20", "--extended", "20", "--json")
    told = json.loads(out)
    assert (status, told["due_on"], told["provisional"]) == (0, "2025-03-21", False)
    assert [(step["date"], step["days"]) for step in told["steps"]] == [
        ("2025-01-20", None), ("2025-01-20", 20), ("2025-02-21", 20), ("2025-03-21", None),
    ]  # fmt: skip


def test_explains_day_by_day(capsys):
    _, out, _ = answer(capsys, "--received", "2025-01-20", "--explain", "--json")
    days = json.loads(out)["days"]
    assert sum(day["working"] for day in days[1:]) == 20
    assert days[6] == {"date": "2025-01-26", "working": True, "reason": "周日，春节调休上班"}
    _, out, _ = answer(capsys, "--received", "2025-01-20", "--explain")
    assert "  2025-01-28  休息日  周二，春节放假" in out.splitlines()


def test_a_provisional_date_says_so(capsys):
    _, out, _ = answer(capsys, "--received", "2027-03-01")
    assert out.splitlines()[0] == "答复期限届满之日：2027-03-29（暂定：有的年份放假安排尚未公布）"


def test_the_county_calendar_and_settings_count(capsys, tmp_path):
    path = tmp_path / "county.yaml"
    path.write_text("days: {2025-02-20: {working: false, reason: 大雪停工}}", "utf-8")
    _, out, _ = answer(capsys, "--received", "2025-01-20", "--calendar", str(path))
    assert out.splitlines()[0] == "答复期限届满之日：2025-02-24"
    _, out, _ = answer(capsys, "--received", "2025-01-20", "--setting", "foi.first_day=same_day")
    assert out.splitlines()[0] == "答复期限届满之日：2025-02-20"


REFUSED = [
    ([], "请用 --received 写明收到申请之日，如 --received 2025-01-20"),
    (["--received", "2025-02-30"], "收到申请之日“2025-02-30”不存在，日历上没有这一天"),
    (["--received", "昨天"], "收到申请之日“昨天”写法不对，应写成 2025-01-20 这样的年-月-日"),
    (["--received", "2019-05-14"],
     "“答复期限”的规定（《政府信息公开条例》（国务院令第711号）第三十三条第二款）自 2019-05-15 起施行，"
     "不适用于 2019-05-14 的事项"),
    (["--received", "9999-12-31"], "日期 9999-12-31 超出了能够计算的范围（2004-01-01 至 2099-12-31）"),
    (["--received", "2025-01-20", "--extended", "21"],
     "延长的工作日数不合规定，应在 0 至 20 之间（《政府信息公开条例》（国务院令第711号）第三十三条第二款）"),
    (["--received", "2025-01-20", "--extended", "-1"],
     "延长的工作日数不合规定，应在 0 至 20 之间（《政府信息公开条例》（国务院令第711号）第三十三条第二款）"),
    (["--received", "2025-01-20", "--extended", "两"], "延长的工作日数 --extended 应是整数"),
    (["--received", "2025-01-20", "--clarified", "2025-01-17"],
     "补正日 2025-01-17 早于收到申请之日 2025-01-20"),
    (["--received", "2025-01-20", "--consulted", "2025-01-24"],
     "征求意见要写成“发出日:收到日”，如 --consulted 2026-10-23:2026-10-30"),
    (["--received", "2025-01-20", "--consulted", "2025-01-24:2025-01-23"],
     "征求意见收到答复之日 2025-01-23 早于发出之日 2025-01-24"),
    (["--received", "2025-01-20", "--batch", "x"], "用 --batch 时，事实写在文件里，不要再写在命令行上"),
    (["--batch", "没有的文件.jsonl"], "文件“没有的文件.jsonl”打不开或者读不了"),
    (["--received", "2025-01-20", "--calendar", "没有的文件.yaml"],
     "日历文件“没有的文件.yaml”读不了，应是 UTF-8 编码的 YAML 文件"),
    (["--received", "2025-01-20", "--setting", "foi.first_day=never"],
     "设置“foi.first_day”没有“never”这个选项，可用的有：day_after、same_day"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "sentence"), REFUSED, ids=range(len(REFUSED)))
def test_refuses_in_one_chinese_line(capsys, words, sentence):
    assert answer(capsys, *words) == (2, "", f"{sentence}\n")


def run_batch(text: bytes, *more: str) -> tuple[int, list[dict], str]:
    done = subprocess.run(
        [sys.executable, "-m", "yangguang.cli.main", "deadline", "--batch", "-", *more],
        input=text, capture_output=True, check=False, cwd=PROJECT / "src", timeout=60,
    )  # fmt: skip
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


def test_a_batch_answers_line_by_line():
    lines = [
        '{"received": "2025-01-20", "clarified": null, "consulted": [], "extended": 0}',
        '{"received": "2026-10-19", "consulted": [["2026-10-23", "2026-10-30"]]}',
        "",
        '{"received": "2025-01-20", "clarified": "2025-02-10"}',
    ]
    status, answers, err = run_batch("\ufeff".encode() + "\n".join(lines).encode())
    assert (status, err) == (0, "")
    assert [told["due_on"] for told in answers] == ["2025-02-21", "2026-11-23", "2025-03-10"]
    assert set(answers[0]) == {"due_on", "provisional", "steps"}


BAD_LINES = [
    ("nonsense", "这一行不是 JSON 对象"),
    ("[1]", "这一行不是 JSON 对象"),
    ("[" * 50_000, "这一行不是 JSON 对象"),
    ('{"extended": ' + "9" * 5000 + "}", "这一行不是 JSON 对象"),
    ("{}", "缺少收到申请之日 received"),
    ('{"received": 20250120}', "收到申请之日“20250120”写法不对，应写成 2025-01-20 这样的年-月-日"),
    ('{"received": "2025-01-20", "extended": true}', "extended 应是整数"),
    ('{"received": "2025-01-20", "extended": 1.5}', "extended 应是整数"),
    ('{"received": "2025-01-20", "consulted": "2025-01-21"}', "consulted 应是 [[发出日, 收到日], …] 的列表"),
    ('{"received": "2025-01-20", "consulted": [["2025-01-21"]]}',
     "consulted 应是 [[发出日, 收到日], …] 的列表"),
    ('{"received": "2025-01-20", "clarifed": "2025-01-21"}',
     "只认得 received、clarified、consulted、extended 四项，这一行还有别的"),
    ('{"received": "\\ud800"}', "收到申请之日“\ud800”写法不对，应写成 2025-01-20 这样的年-月-日"),
]  # fmt: skip


def test_a_bad_line_does_not_stop_a_batch():
    lines = [bad for bad, _ in BAD_LINES]
    status, answers, err = run_batch("\n".join([*lines, '{"received": "2025-01-20"}']).encode())
    expected = [
        {"error": sentence, "line": number} for number, (_, sentence) in enumerate(BAD_LINES, start=1)
    ]
    assert (status, answers[:-1], answers[-1]["due_on"]) == (2, expected, "2025-02-21")
    assert err == "有 12 行的事实用不了，原因见输出中的 error\n"


def test_bytes_that_are_no_text_are_refused():
    status, answers, _ = run_batch('{"received": "二月"}'.encode("gbk"))
    assert (status, answers) == (2, [{"error": "这一行不是 JSON 对象", "line": 1}])


def test_a_line_without_end_is_not_read_to_its_end():
    status, answers, err = run_batch(b'{"received": "2025-01-20"}\n' + b"x" * 3_000_000)
    assert (status, [told["due_on"] for told in answers]) == (2, ["2025-02-21"])
    assert err == "第 2 行太长，不是一件申请的事实，读到这里为止\n"


def test_a_wrong_file_is_given_up():
    status, answers, err = run_batch(b"noise\n" * 5000)
    assert (status, len(answers)) == (2, 1000)
    assert err == "前 1000 行没有一行写着申请的事实，文件可能拿错了，读到这里为止\n"


def test_the_batch_from_a_file_is_the_same(capsysbinary, tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_text('{"received": "2025-01-20"}\n', "utf-8")
    assert main(["deadline", "--batch", str(path)]) == 0
    told = io.BytesIO(capsysbinary.readouterr().out)
    assert json.loads(told.readline())["due_on"] == "2025-02-21"
