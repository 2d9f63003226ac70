"""A study that names a reviewer is not graded in that name by somebody else without a question."""

import os
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from grading.study import Study
from tests.builders import study_with
from tests.tui.program import Program
from tui.commands import review, whose
from tui.commands.options import login_name


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """One whose settings name nina; otto is logged in."""
    study_with(tmp_path).close()
    (tmp_path / "study/sidegrade.toml").write_text('title = "T"\nreviewer = "nina"\n')
    monkeypatch.setattr(whose, "login_name", lambda: "otto")
    with Study.open(tmp_path / "study") as found:
        yield found


def was_here(study: Study, name: str) -> Path:
    place = study.place_of(name)
    place.parent.mkdir(exist_ok=True)
    place.write_text("{}")
    return place


def test_nothing_is_asked_where_nothing_speaks_against_it(study: Study, sidegrade_at: Program) -> None:
    assert whose.doubt(study) == ""
    sidegrade_at("mark", "amber", "api", "3")
    was_here(study, "nina")
    assert whose.doubt(study) == ""


def test_a_user_who_has_graded_under_the_own_name_is_asked(study: Study) -> None:
    was_here(study, "otto")
    assert whose.doubt(study) == "otto, who is logged in, has graded here last"
    os.utime(was_here(study, "nina"), ns=(5, 5))
    assert whose.doubt(study) == "otto, who is logged in, has graded here last"


def test_whoever_graded_under_the_other_name_since_is_not_asked(study: Study) -> None:
    os.utime(was_here(study, "otto"), ns=(5, 5))
    was_here(study, "nina")
    assert whose.doubt(study) == ""


def test_another_user_of_the_machine_is_asked(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    was_here(study, "nina")
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert whose.doubt(study) == "another user of this machine did so last"


def test_decisions_of_other_machines_only_are_a_reason_to_ask(
    study: Study, sidegrade_at: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.uname()
    with monkeypatch.context() as away:
        away.setattr(os, "uname", lambda: os.uname_result((real[0], "attic", *real[2:])))
        sidegrade_at("mark", "amber", "api", "3")
    assert whose.doubt(study) == "has done so only on another machine, attic"
    sidegrade_at("mark", "amber", "api", "4", "--as", "otto")
    assert "attic" in whose.doubt(study)
    sidegrade_at("mark", "amber", "api", "4")
    assert whose.doubt(study) == ""


def test_whoever_is_logged_in_by_that_name_is_not_asked(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    was_here(study, "nina")
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    monkeypatch.setattr(whose, "login_name", lambda: "nina")
    assert whose.doubt(study) == ""


def test_review_asks_before_the_screen_and_as_answers(
    study: Study, sidegrade_at: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_here(study, "otto")
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
    was_here(study, "otto")
    said = sidegrade_at("review", "--screenshot", str(tmp_path / "p.svg"))
    assert (said.status, said.err) == (0, "")


def test_a_login_always_has_a_name() -> None:
    assert login_name()


@pytest.fixture
def sidegrade_at(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program in that study."""
    return Program(capsys, monkeypatch, str(tmp_path / "study"))
