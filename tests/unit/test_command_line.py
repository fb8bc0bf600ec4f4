"""Bad input at the command line, without any display: a clear error, the right exit state, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.workflow_file import read_workflow
from tests.forked_shell import ForkedShell
from tests.shell import ROOT, Ended, Shell

NAME = "Enter a supplier invoice"
SHIPPED = ROOT / "resources" / "practice" / "workflow"


@pytest.fixture
def shell(home: Path) -> Shell:
    return ForkedShell(home)


@pytest.fixture
def workflow(home: Path) -> Path:
    """The folder of a workflow in the library."""
    folder = home / "data" / "workflows" / "invoice"
    shutil.copytree(SHIPPED, folder)
    (home / "data" / f"installed-{read_workflow(SHIPPED).id}").touch()
    return folder


def change(workflow: Path, **fields: object) -> None:
    file = workflow / "workflow.json"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **fields}), encoding="utf-8")


def script(folder: Path, name: str, content: object) -> str:
    file = folder / f"{name}.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(file)


def test_show_says_what_the_next_automatic_run_will_ask(shell: Shell, workflow: Path) -> None:
    ready = json.loads(shell("show", NAME, "--json").out)["readiness"]
    assert (ready["mode"], ready["alone"], ready["asks"]) == ("automatic", 0, ready["of"])
    assert (ready["seconds"], ready["steps"][0]["wrong_at_most"]) == (None, 1.0)
    assert all(step["why"] for step in ready["steps"])
    line = f"0 of {ready['of']} steps may act alone; an automatic run asks about {ready['of']}."
    assert line in shell("show", NAME).out


def test_without_a_display_each_command_that_needs_one_says_what_to_do(shell: Shell, workflow: Path) -> None:
    commands: list[tuple[str, ...]] = [(), ("run", NAME), ("record", "Task")]
    for ended in shell.at_once(*commands, apart=True):
        ended.told(5, "no X display", "desktop session", "demo --headless")
        assert ended.out == ""


def test_a_script_for_a_workflow_that_is_only_watched_is_refused(shell: Shell, workflow: Path, tmp_path: Path) -> None:
    good = script(tmp_path, "good", [{"default": "ACCEPT"}])
    shell("run", NAME, "--coach", good).told(2, "starts in observation", "--mode coaching")


def test_a_wayland_session_says_what_works_and_what_to_choose(shell: Shell, workflow: Path) -> None:
    shell.env |= {"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0"}
    shell("run", NAME).told(5, "Wayland session", "on Xorg", "--headless")


def test_a_display_that_does_not_answer_is_named(shell: Shell, workflow: Path) -> None:
    shell.env["DISPLAY"] = ":4711"
    shell("run", NAME).told(5, ":4711", "desktop session")


def test_the_doctor_needs_no_display_to_say_that_there_is_none(shell: Shell) -> None:
    ended = shell("doctor", "--json")
    checks = {check["name"]: check for check in ended.object()["checks"]}
    assert ended.status == 5
    assert checks["Settings and store"]["good"]
    assert not checks["Display"]["good"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("run", "x", "--mode", "nonsense"), "'nonsense' is not one of 'observation'"),
        (("run", "x", "--from", "0"), "--from"),
        (("run", "x", "--nonsense"), "--nonsense"),
        (("run", "x", "--on-question", "shrug"), "'shrug' is unknown"),
        (("run",), "Missing argument"),
        (("nonsense",), "nonsense"),
    ],
)
def test_wrong_words_are_bad_input(shell: Shell, words: tuple[str, ...], says: str) -> None:
    shell(*words).told(2, says)


def test_an_unknown_workflow_names_where_to_look_and_the_list(shell: Shell) -> None:
    shown, run = shell.at_once(("show", "Taxes"), ("run", "Taxes", "--json"))
    for ended in (shown, run):
        ended.told(2, "'Taxes'", "understudy list", str(shell.home))
    assert run.object() == {
        "error": {
            "what": "Workflow 'Taxes'",
            "why": f"there is none in {shell.home / 'data' / 'workflows'}",
            "next_step": "See `understudy list` for the names.",
        },
        "exit": 2,
    }


def test_a_broken_file_of_a_workflow_is_named_with_its_field(shell: Shell, workflow: Path) -> None:
    whole = (workflow / "workflow.json").read_text(encoding="utf-8")
    steps = json.loads(whole)["steps"]
    (workflow / "workflow.json").write_text(whole[:200], encoding="utf-8")
    shell("run", str(workflow)).told(2, "workflow.json", "the whole file")
    (workflow / "workflow.json").write_text(whole, encoding="utf-8")
    change(workflow, steps=[{**steps[0], "action": "juggle"}, *steps[1:]])
    run, listed = shell.at_once(("run", "invoice"), ("list", "--json"))
    run.told(2, "workflow.json", "steps.0.action")
    [item] = listed.object()["workflows"]
    assert "steps.0.action" in item["problem"]


def test_a_workflow_of_a_newer_program_is_left_alone(shell: Shell, workflow: Path) -> None:
    change(workflow, format=99, future={"what": "nobody knows"})
    before = (workflow / "workflow.json").read_bytes()
    shell("run", "invoice").told(2, "workflow.json", "format", "newer Understudy", "Install")
    assert (workflow / "workflow.json").read_bytes() == before


def test_a_picture_of_a_workflow_that_is_missing_or_none_is_named(shell: Shell, workflow: Path) -> None:
    image = sorted((workflow / "images").iterdir())[0]
    image.unlink()
    shell("run", str(workflow)).told(2, "workflow.json", f"images/{image.name}", "missing", "point again")
    image.write_text("no picture at all", encoding="utf-8")
    shell("run", str(workflow)).told(2, "workflow.json", f"images/{image.name}", "not a PNG picture")


def test_a_bad_coach_script_names_the_entry_before_anything_begins(
    shell: Shell, workflow: Path, tmp_path: Path
) -> None:
    scripts = {
        str(tmp_path / "missing.json"): "No such file",
        script(tmp_path, "broken", '[{"step": 1, '): "the whole file",
        script(tmp_path, "far", [{"step": 99, "decision": "ACCEPT"}]): "no step 99",
        script(tmp_path, "perhaps", [{"default": "ACCEPT"}, {"step": 1, "decision": "PERHAPS"}]): "entry 2.decision",
        script(tmp_path, "unchanged", [{"step": 1, "decision": "CORRECT"}]): "something to change",
    }
    endings = shell.at_once(*[("run", NAME, "--coach", file) for file in scripts], apart=True)
    for ended, (file, says) in zip(endings, scripts.items(), strict=True):
        ended.told(2, file, says)


def test_a_step_that_is_not_there_and_a_report_that_cannot_be_written(shell: Shell, workflow: Path) -> None:
    file = shell.home / "a file"
    file.touch()
    commands = [("run", NAME, "--from", "99"), ("run", NAME, "--report", str(file / "report"))]
    far, report = shell.at_once(*commands, apart=True)
    far.told(2, "--from 99", "steps")
    report.told(2, "--report", str(file))


def test_broken_settings_name_the_field_and_the_doctor_looks_at_the_rest(shell: Shell) -> None:
    file = shell.home / "config" / "settings.json"
    file.parent.mkdir()
    file.write_text('{"questions": {"coaching": -1}}', encoding="utf-8")
    listed, doctor = shell.at_once(("list", "--json"), ("doctor", "--json"))
    listed.told(2, str(file), "questions.coaching", "defaults")
    assert listed.object()["exit"] == 2
    assert [check["good"] for check in doctor.object()["checks"]] == [False, False]
    assert file.read_text(encoding="utf-8") == '{"questions": {"coaching": -1}}'


def test_every_answer_in_json_is_one_object(shell: Shell, workflow: Path) -> None:
    commands = [("list", "--json"), ("show", NAME, "--json"), ("stats", "--json"), ("run", NAME, "--json")]
    listed, shown, stats, run = shell.at_once(*commands)
    assert [item["name"] for item in listed.object()["workflows"]] == [NAME]
    assert [step["number"] for step in shown.object()["steps"]] == list(range(1, len(read_workflow(SHIPPED).steps) + 1))
    assert stats.object()["workflows"] == []
    nothing = {"total": 0, "good": 0, "bad": 0, "neutral": 0, "good_rate": None, "exported": 0, "pending": 0}
    assert stats.object()["feedback"] == nothing | {"problem": ""}
    assert (run.status, run.object()["exit"]) == (5, 5)
    wrong = shell("run", NAME, "--json", "--nonsense")
    assert (wrong.status, wrong.object()["exit"]) == (2, 2)


def test_a_traceback_is_in_the_log_only(shell: Shell) -> None:
    shell("show", "Taxes").told(2, "'Taxes'")
    assert any("Traceback" in line.get("exception", "") for line in shell.log())


@pytest.fixture
def ledger(shell: Shell) -> Path:
    """A ledger of this program."""
    assert shell("db", "upgrade").status == 0
    return shell.home / "data" / "ledger.sqlite3"


def test_F63_a_ledger_that_another_program_keeps_locked(shell: Shell, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        shell("list").told(5, str(ledger), "LOCKED", "Close what has it open")
    assert shell("list").status == 0


@pytest.mark.parametrize("damage", ["overwritten", "no database"])
def test_F64_a_damaged_ledger_is_put_aside_and_named(shell: Shell, ledger: Path, damage: str) -> None:
    assert shell("db", "backup").status == 0
    content = ledger.read_bytes()
    spoiled = content[:4096] + b"\xff" * 8192 + content[12288:] if damage == "overwritten" else b"Dear diary, " * 900
    ledger.write_bytes(spoiled)
    ended = shell("list")
    ended.told(5, str(ledger), "damaged", "nothing was deleted", "backup")
    [aside] = ledger.parent.glob("*.corrupt-*")
    assert aside.read_bytes() == spoiled
    assert shell("list").status == 0


def test_F68_a_newer_ledger_is_left_alone(shell: Shell, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    shell("list").told(5, str(ledger), "NEWER_DATA", "9999", "nothing was changed")
    with closing(sqlite3.connect(ledger)) as same:
        assert same.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_the_database_check_says_what_it_found(shell: Shell, ledger: Path) -> None:
    ended = shell("db", "check")
    assert ended == Ended(0, f"No damage found: Ledger {ledger}\n", "")


def test_old_pictures_go_at_the_start_and_those_of_workflows_stay(shell: Shell, workflow: Path) -> None:
    kept = sorted((workflow / "images").iterdir())[0]
    captures = shell.home / "data" / "captures"
    captures.mkdir()
    pictures = [captures / name for name in ("0123456789abcdef.png", "fedcba9876543210.png", kept.name)]
    for picture in pictures:
        shutil.copy(kept, picture)
    for picture in (pictures[0], pictures[2]):
        os.utime(picture, (1_000_000_000, 1_000_000_000))
    assert shell("run", NAME).status == 5
    assert [picture.exists() for picture in pictures] == [False, True, True]


def test_the_libraries_of_numpy_take_one_thread() -> None:
    script = "import app, numpy; print([line for line in open('/proc/self/status') if line.startswith('Threads')])"
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert said == "['Threads:\\t1\\n']\n"
