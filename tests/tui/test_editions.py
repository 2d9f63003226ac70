"""Several editions of a rubric: which one counts, and where the cards under the others are."""

import json
from pathlib import Path

from tests.builders import SERVICE
from tests.tui.program import Program
from tests.tui.test_marking import COMPLETE


def add_edition(sidegrade: Program, folder: Path, edition: str, *more: str) -> None:
    path = folder / "edition.toml"
    path.write_text(SERVICE.replace('edition = "1"', f'edition = "{edition}"'))
    assert sidegrade("rubric", "add", str(path), *more).status == 0


def graded(sidegrade: Program) -> list[str]:
    """What the list of rubrics says of the tasks of each."""
    heading, *lines = sidegrade("rubrics").out.splitlines()
    start, end = heading.index("tasks"), heading.index("id")
    return [line[start:end].strip() for line in lines]


def test_the_edition_that_counts_is_shown(sidegrade: Program, tmp_path: Path) -> None:
    assert graded(sidegrade) == ["all"]
    add_edition(sidegrade, tmp_path, "2")
    assert "service@2 (before: service@1)" in sidegrade("tasks").out
    assert graded(sidegrade) == ["all (now by service@2)", "all"]
    add_edition(sidegrade, tmp_path, "3")
    assert "service@3 (before: service@2, service@1)" in sidegrade("tasks").out
    (task,) = json.loads(sidegrade("tasks", "--format", "json").out)["tasks"]
    assert (task["rubrics"], task["graded_by"]) == (["service@1", "service@2", "service@3"], ["service@3"])


def test_an_edition_for_one_task_counts_there_only(sidegrade: Program, tmp_path: Path) -> None:
    figures = tmp_path / "figures.csv"
    figures.write_text("task,model\nother,onyx\n")
    sidegrade("add", "--figures", str(figures))
    add_edition(sidegrade, tmp_path, "2", "--task", "service")
    assert graded(sidegrade) == ["all (service now by service@2)", "service"]
    assert sidegrade("rubric", "add", "rails-chat", "--task", "other").status == 0
    of_other, of_service = sidegrade("tasks").out.splitlines()[1:]
    assert "  service@1, rails-chat@" in of_other
    assert "  service@2 (before: service@1)  " in of_service


def test_an_edition_counts_before_there_is_a_task(sidegrade: Program, tmp_path: Path) -> None:
    sidegrade.study = str(tmp_path / "empty")
    sidegrade("init", sidegrade.study, study=False)
    add_edition(sidegrade, tmp_path, "1")
    add_edition(sidegrade, tmp_path, "2")
    assert graded(sidegrade) == ["all (now by service@2)", "all"]


def test_a_card_that_is_not_complete_names_the_one_under_another_edition(sidegrade: Program, tmp_path: Path) -> None:
    sidegrade("mark", "-", stdin=COMPLETE)
    add_edition(sidegrade, tmp_path, "2")
    sidegrade("mark", "amber", "api", "9")
    other = "also graded by service@1: --rubric service@1 shows it\n"
    assert other in sidegrade("card", "amber").out
    assert other in sidegrade("card", "amber", "--as", "mia").out
    assert "also graded" not in sidegrade("card", "amber", "--rubric", "service@1").out
    sidegrade("mark", "amber", "api", "9", "--as", "tom")
    assert "also graded" not in sidegrade("card", "amber", "--as", "tom").out
    add_edition(sidegrade, tmp_path, "3")
    sidegrade("mark", "amber", "api", "9")
    several = "also graded by service@2, service@1: --rubric NAME shows one of them\n"
    assert several in sidegrade("card", "amber").out
