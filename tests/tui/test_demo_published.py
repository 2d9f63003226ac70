"""`sidegrade demo --published`: the tour as it is printed, and what it leaves behind."""

import os
import re
import sys
from pathlib import Path
from typing import Final

import pytest
from rich.cells import cell_len

from tests.tui.program import Program
from tests.tui.terminal import Terminal
from tui.commands.tour_texts import PARTS

GOLDEN: Final = Path(__file__).parents[1] / "golden"
RENEWED: Final = "RENEW_PICTURES"
UNBROKEN: Final = ("error: ", "rank  run")
"""How lines begin that may be longer: what `rubric check` says, and headings over a long name."""
COMMANDS: Final = [command for part in PARTS for stop in part.stops for command in stop.commands]


@pytest.fixture(scope="module", params=[80, 120])
def tour(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str]:
    """How many columns a terminal has, and what the tour prints there, wherever the study is."""
    folder = tmp_path_factory.mktemp("tour")
    width, place = int(request.param), folder / "tour"
    command = [sys.executable, "-m", "tui", "demo", "--published", "--no-pager", str(place)]
    environment = {**os.environ, "TERM": "dumb", "PYTHONUTF8": "1"}
    environment.pop("COLUMNS", None)
    with Terminal(command, folder / "err.txt", environment, size=(24, width)) as terminal:
        assert (terminal.end(), terminal.err) == (0, "")
    return width, bytes(terminal.printed).decode().replace("\r\n", "\n").replace(str(place), "DIR").replace(
        sys.executable, "PYTHON"
    )


def test_the_tour_is_what_it_was(tour: tuple[int, str]) -> None:
    width, printed = tour
    path = GOLDEN / f"published-{width}.txt"
    if os.environ.get(RENEWED):
        path.write_text(printed, encoding="utf-8")
    assert printed.encode() == path.read_bytes(), f"{path.name} is another text now; {RENEWED}=1 writes it anew"


def test_the_tour_fits_the_terminal(tour: tuple[int, str]) -> None:
    width, printed = tour
    assert [line for line in printed.splitlines() if cell_len(line) > width and not line.startswith(UNBROKEN)] == []


def test_every_command_is_shown_as_it_is_typed_and_prints_what_it_prints_by_itself(
    sidegrade: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = sidegrade("demo", "--published", str(tmp_path / "tour"), study=False)
    monkeypatch.chdir(tmp_path / "tour")
    for command in COMMANDS:
        is_piped = command.endswith(" | tail -1")
        typed = command.removesuffix(" | tail -1").replace("\\\n", "").split()
        alone = sidegrade(*typed[1:], study=False).out.splitlines(keepends=True)
        assert f"\n\n$ {command}\n{''.join(alone[-1:] if is_piped else alone)}\n" in said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_fits_on_its_lines_and_can_be_copied(command: str) -> None:
    assert all(len(line) <= 78 for line in command.split("\n"))
    assert all(line.endswith(" \\") for line in command.split("\n")[:-1])


def test_the_tour_ends_with_how_to_go_on(sidegrade: Program, tmp_path: Path) -> None:
    place = tmp_path / "tour"
    said = sidegrade("demo", "--published", str(place), study=False)
    assert said.out.endswith(
        f"\n\nThe study is in {place}. Go on with it:\n"
        f"  {sys.executable} -m tui standings --rubric rails-chat-totals --study {place}\n"
        f"  {sys.executable} -m tui review --study {place}\n"
    )
    sidegrade.study = str(place)
    assert "24  gpt-oss-20b@local" in sidegrade("standings", "--rubric", "rails-chat-totals").out


def test_what_does_not_hold_is_said_with_both_numbers_and_ends_nothing(sidegrade: Program, tmp_path: Path) -> None:
    said = sidegrade("demo", "--published", str(tmp_path / "tour"), study=False)
    assert said.status == 0
    assert "the maxima add up to 199.5, but the rubric declares 200" in said.out
    assert "the weights add up to 140, but the rubric declares 100" in said.out
    assert "86 hold · 0 do not hold · 1 cannot be computed" in said.out
    assert said.out.index("declares 100") < said.out.index("3  Perch")


def test_the_tour_is_made_once_in_a_folder(sidegrade: Program, tmp_path: Path) -> None:
    assert sidegrade("demo", "--published", str(tmp_path / "tour"), study=False).status == 0
    again = sidegrade("demo", "--published", str(tmp_path / "tour"), study=False)
    assert (again.status, again.out) == (2, "")
    assert "there already; choose another folder" in again.err


def test_on_a_terminal_the_pager_has_the_tour_and_the_end_stays(tmp_path: Path) -> None:
    seen = tmp_path / "seen.txt"
    environment = {**os.environ, "TERM": "xterm", "SIDEGRADE_PAGER": f"cat > {seen}"}
    command = [sys.executable, "-m", "tui", "demo", "--published", str(tmp_path / "tour")]
    with Terminal(command, tmp_path / "err.txt", environment, size=(24, 90)) as terminal:
        assert terminal.end() == 0
        assert terminal.err == ""
    paged, printed = seen.read_text(), bytes(terminal.printed).decode()
    assert "\x1b[1m$ sidegrade standings --task perch-build" in paged
    assert max(cell_len(re.sub(r"\x1b\[\d+m", "", line)) for line in paged.splitlines()[:40]) <= 90
    assert "Three evaluations" not in printed
    assert "Go on with it:" in printed
