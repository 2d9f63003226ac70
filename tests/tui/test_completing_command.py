"""The shell completes what the study has, and says nothing where there is none."""

import pytest

from grading.study import Study
from tests.test_floors import HEAVY, loaded
from tests.tui.program import Program


class Shell:
    """bash, with the cursor at the end of a line."""

    def __init__(self, sidegrade: Program, monkeypatch: pytest.MonkeyPatch) -> None:
        self._sidegrade = sidegrade
        self._monkeypatch = monkeypatch

    def __call__(self, line: str) -> list[str]:
        words = line.split(" ")
        self._monkeypatch.setenv("_SIDEGRADE_COMPLETE", "bash_complete")
        self._monkeypatch.setenv("COMP_WORDS", line)
        self._monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        said = self._sidegrade(study=False)
        assert (said.status, said.err) == (0, "")
        return said.out.replace("plain,", "").split()


@pytest.fixture
def shell(sidegrade: Program, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(sidegrade.study)
    # The program hands standard output away once it has answered; here, others print to it afterwards.
    monkeypatch.setattr("tui.__main__._forget", lambda _: None)
    return Shell(sidegrade, monkeypatch)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("sidegrade sta", ["standings"]),
        ("sidegrade card ", ["service/amber", "service/cobalt"]),
        ("sidegrade card service/a", ["service/amber"]),
        ("sidegrade card co", ["service/cobalt"]),
        ("sidegrade card x", []),
        ("sidegrade review amber co", ["service/cobalt"]),
        ("sidegrade diff am", ["service/amber"]),
        ("sidegrade diff ../", ["file,../"]),
        ("sidegrade figure am", ["service/amber"]),
        ("sidegrade mark am", ["service/amber"]),
        ("sidegrade mark amber ", ["api", "no-paging", "tests", "collected", "faithful", "starts"]),
        ("sidegrade mark amber f", ["faithful"]),
        ("sidegrade mark --rubric other amber f", []),
        ("sidegrade mark nobody f", []),
        ("sidegrade mark amber no-paging ", ["call", "spare", "clear"]),
        ("sidegrade mark amber starts ", ["pass", "fail", "clear"]),
        ("sidegrade mark amber tests ", ["x", "clear"]),
        ("sidegrade mark amber collected ", ["clear"]),
        ("sidegrade mark amber nothing ", []),
        ("sidegrade standings --task s", ["service"]),
        ("sidegrade runs --task ", ["service"]),
        ("sidegrade standings --rubric s", ["service"]),
        ("sidegrade standings --rubric service@", ["service@1"]),
        ("sidegrade rubric show se", ["service"]),
        ("sidegrade rubric show ./", ["file,./"]),
        ("sidegrade add ../r", ["file,../r"]),
    ],
)
def test_a_name_is_completed_by_its_beginning(line: str, found: list[str], shell: Shell) -> None:
    assert shell(line) == found


def test_the_study_may_be_named(shell: Shell, sidegrade: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert shell("sidegrade card ") == []
    assert shell(f"sidegrade card --study {sidegrade.study} ") == ["service/amber", "service/cobalt"]
    assert shell("sidegrade card --study /nowhere ") == []


def test_outside_a_study_nothing_is_opened(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    opened: list[object] = []
    monkeypatch.setattr(Study, "open", opened.append)
    assert shell("sidegrade mark amber ") == []
    assert opened == []


def test_completing_loads_nothing_heavy(sidegrade: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sidegrade.study)
    monkeypatch.setenv("_SIDEGRADE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "sidegrade mark amber ")
    monkeypatch.setenv("COMP_CWORD", "3")
    assert loaded([], [*HEAVY, "rich", "grading.reporting"]) == "status 0 loaded"
