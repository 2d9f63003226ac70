"""A study that names a reviewer is not graded in that name by somebody else without a question."""

import os
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from grading.ledger import store
from grading.login import login_name
from grading.study import Study
from tests.builders import study_with
from tests.tui.program import Program
from tui.commands import review, whose


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """One whose settings name nina; otto is logged in."""
    study_with(tmp_path).close()
    (tmp_path / "study/sidegrade.toml").write_text('title = "T"\nreviewer = "nina"\n')
    for module in (whose, store):
        monkeypatch.setattr(module, "login_name", lambda: "otto")
    with Study.open(tmp_path / "study") as found:
        yield found


def test_nothing_is_asked_where_nothing_speaks_against_it(study: Study, sidegrade_at: Program) -> None:
    assert whose.doubt(study) == ""
    sidegrade_at("mark", "amber", "api", "3")
    assert whose.doubt(study) == ""


def test_a_user_who_has_graded_last_under_the_own_name_is_asked(study: Study, sidegrade_at: Program) -> None:
    sidegrade_at("mark", "amber", "api", "3")
    sidegrade_at("mark", "amber", "api", "4", "--as", "otto")
    assert whose.doubt(study) == "otto, who is logged in, has graded here last"
    sidegrade_at("mark", "amber", "api", "4")
    assert whose.doubt(study) == "", "that is settled"


def test_another_user_or_machine_is_a_reason_to_ask(
    study: Study, sidegrade_at: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.uname()
    for login, machine in (("nora", real.nodename), ("otto", "attic")):
        with monkeypatch.context() as away:
            away.setattr(os, "uname", lambda machine=machine: os.uname_result((real[0], machine, *real[2:])))
            away.setattr(store, "login_name", lambda login=login: login)
            sidegrade_at("mark", "amber", "api", "3")
        told = f"has done so only as {login}@{machine}, and this is otto@{real.nodename}"
        assert whose.doubt(study) == told
    sidegrade_at("mark", "amber", "tests", "4", "--as", "tom")
    assert "attic" in whose.doubt(study), "what others do settles nothing"
    assert sidegrade_at("figure", "amber", "cost_usd=2").status == 0
    assert "attic" in whose.doubt(study), "nor does a figure"
    sidegrade_at("mark", "amber", "api", "4")
    assert whose.doubt(study) == ""


def test_whoever_is_logged_in_by_that_name_is_not_asked(
    study: Study, sidegrade_at: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    sidegrade_at("mark", "amber", "api", "3", "--as", "otto")
    monkeypatch.setattr(whose, "login_name", lambda: "nina")
    assert whose.doubt(study) == ""


def test_review_asks_before_the_screen_and_as_answers(
    study: Study, sidegrade_at: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    sidegrade_at("mark", "amber", "api", "3", "--as", "otto")
    opened: list[str] = []
    answers = [False, True]
    monkeypatch.setattr(review, "has_screen", lambda: True)
    monkeypatch.setattr(review, "run_review", lambda study, reviewer, *rest, **more: opened.append(reviewer))
    monkeypatch.setattr(click, "confirm", lambda text, **more: answers.pop(0))
    said = sidegrade_at("review")
    assert (said.status, opened) == (2, [])
    assert "settings say that nina grades here, but otto, who is logged in, has graded" in said.err
    assert said.err.endswith("review --as NAME\n")
    assert (sidegrade_at("review").status, opened) == (0, ["nina"])
    assert (sidegrade_at("review", "--as", "otto").status, opened) == (0, ["nina", "otto"])
    assert answers == []


def test_a_picture_for_a_script_is_drawn_without_a_question(
    study: Study, sidegrade_at: Program, tmp_path: Path
) -> None:
    sidegrade_at("mark", "amber", "api", "3", "--as", "otto")
    said = sidegrade_at("review", "--screenshot", str(tmp_path / "p.svg"))
    assert (said.status, said.err) == (0, "")


def test_a_login_always_has_a_name() -> None:
    assert login_name()


@pytest.fixture
def sidegrade_at(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program in that study."""
    return Program(capsys, monkeypatch, str(tmp_path / "study"))
