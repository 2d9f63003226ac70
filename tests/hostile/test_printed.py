"""What commands print of a hostile study, on a terminal and for machines: text, and nothing that anything would obey."""

import csv
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Final

import pytest

from tests.hostile.asked import Printed, ask
from tests.hostile.graded_study import graded_study
from tests.hostile.review_study import NASTY
from tests.hostile.scanner import offending, offending_progress
from tests.hostile.texts import CELLS
from tui.commands.group import COMMANDS

_SLOW: Final = ("add", "diff", "export", "import")
"""What shows how far it is, where it takes a while."""
_BARE: Final = re.compile(r"<(?:script|img|svg|iframe|base|link|style|form|meta|a )")
"""Tags that Markdown would hand on to a page as they are."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return ask(graded_study(tmp_path_factory.mktemp("hostile")), shutil.which("strace"))


def test_only_text_and_the_program_s_own_colours_reach_the_terminal(printed: Printed) -> None:
    # How far an export is, is painted over and over again.
    found = {
        name: (offending_progress if name.split()[0] in _SLOW else offending)(one.printed, is_terminal=True)
        for name, one in printed.said.items()
    }
    assert {name: one for name, one in found.items() if one} == {}


def test_what_is_in_order_is_answered_and_what_is_wrong_is_refused_in_one_sentence(printed: Printed) -> None:
    for name, one in printed.said.items():
        if name.startswith("wrong"):
            # Of a file of marks a line of its own says that nothing was recorded.
            assert (one.status, one.text.count("\n")) == (2, 2 if name == "wrong marks" else 1), (name, one)
            assert one.text.startswith("sidegrade: ")
        else:
            assert one.status == int(name.startswith(("verify", "diff"))), (name, one.text[-500:])
        assert "Traceback" not in one.text


def test_what_would_not_show_is_shown(printed: Printed) -> None:
    for name in (
        "tasks table",
        "rubric text",
        "card text",
        "card md",
        "standings table",
        "standings md",
        "imported card",
    ):
        text = re.sub(r"\s", "", printed.said[name].text)
        missing = [part for part in ("␛", "⟨202E⟩", "⟨200B⟩", "bold") if part not in text]
        assert missing == [], name
    for name in ("wrong claims", "wrong cell", "wrong run", "wrong name", "wrong export"):
        assert "␛" in printed.said[name].text


def test_markup_is_text(printed: Printed) -> None:
    for name in ("card text", "rubric text", "imported card", "verify table"):
        assert "[bold]x[/]" in printed.said[name].text, name
        assert "[@click=app.quit]y[/]" in printed.said[name].text, name


def test_what_a_link_leads_to_is_never_quoted(printed: Printed) -> None:
    assert "links/passwd:1" in printed.said["card text"].text
    for name in ("card text", "card md", "card json", "diff runs"):
        assert "root:" not in printed.said[name].text, name


def test_documents_for_machines_are_whole_and_plain(printed: Printed) -> None:
    for name, one in printed.said.items():
        if name.endswith(" json"):
            assert one.printed.isascii(), name
            assert json.loads(one.text), name
    assert json.dumps(NASTY)[1:-1] in printed.said["card json"].text


def test_markdown_hands_no_page_anything_that_runs(printed: Printed) -> None:
    for name in ("card md", "standings md", "verify md"):
        text = printed.said[name].text
        assert "script" in text, name
        outside = _outside_fences(text)
        assert _BARE.findall(outside) == [], name
        assert re.findall(r"\]\((?!#|\.|cards/)[^)]*\)", outside) == [], name


def _outside_fences(text: str) -> str:
    """Markdown without what stands in code and without what is escaped."""
    return re.sub(r"(?m)^(`{3,}|~{3,}).*\n(?:.*\n)*?\1\s*$|\\.|`[^`\n]*`", "", text)


def test_no_cell_of_a_table_is_a_formula(printed: Printed) -> None:
    cells = [cell for row in csv.reader(StringIO(printed.said["standings csv"].text)) for cell in row]
    assert len([cell for cell in cells if cell.startswith("'")]) >= len(CELLS)
    assert [cell for cell in cells if cell[:1] in {one[0] for one in CELLS}] == []


def test_completion_offers_the_program_s_own_words_only(printed: Printed) -> None:
    assert "standings" in printed.said["completion zsh"].text
    for shell in ("bash", "zsh", "fish"):
        text = printed.said[f"completion {shell}"].text
        assert not [one for one in ("␛", "names", "amber", "<script>", "service") if one in text], shell


def test_every_command_is_asked(printed: Printed) -> None:
    assert COMMANDS.keys() - {"demo", "keys"} <= {name.split()[0] for name in printed.said}  # these read nobody's texts
    assert [name for name, one in printed.said.items() if not one.printed] == []


# The canary, and what was executed, written and opened


def test_nothing_of_a_workspace_or_of_the_environment_runs(printed: Printed) -> None:
    assert printed.graded.scene.sides[0].canary.read_text() == ""


def test_only_the_study_and_what_was_asked_for_is_changed(printed: Printed) -> None:
    graded = printed.graded
    allowed = (graded.study, *map(graded.file, ("out", "again", "picture.svg")))
    places = {Path(one) for one in printed.changed} - {graded.file("")}
    assert {one for one in places if not any(one == place or place in one.parents for place in allowed)} == set()
    assert len(places) > 50


def test_only_python_and_git_are_executed(printed: Printed, program: Callable[[str], str]) -> None:
    program("strace")
    executed = {found[1] for line in printed.trace if (found := re.search(r'^execve\("([^"]*)".* = 0$', line))}
    assert {os.path.basename(one) for one in executed} == {os.path.basename(sys.executable), "git"}
    assert {one for one in executed if not os.path.isabs(one) or one.startswith(str(printed.graded.scene.top))} == set()


def test_only_what_is_ours_is_written_to(printed: Printed, program: Callable[[str], str]) -> None:
    program("strace")
    writing = re.compile(
        r"openat\([^<]*<([^>]*)>, \"([^\"]*)\", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)|(?:mkdir|unlink|rename)\(()\"([^\"]*)\""
    )
    done = [line for line in printed.trace if not re.search(r" = -1 E[A-Z]+ ", line)]
    written = {os.path.join(*filter(None, found.groups())) for line in done if (found := writing.search(line))}
    graded, top = printed.graded, printed.graded.scene.top
    allowed = (
        graded.study,
        *map(graded.file, ("out", "again", "picture.svg", ".")),
        top / "cache",
        top / "tmp",
        "/dev/",
    )
    assert len(written) > 50
    strange = {path for path in written if not os.path.normpath(path).startswith(tuple(map(str, allowed)))}
    # Python keeps what it has compiled beside the program.
    assert {path for path in strange if "/__pycache__/" not in path or path.startswith(str(top))} == set()


def test_nothing_in_a_workspace_is_followed(printed: Printed, program: Callable[[str], str]) -> None:
    program("strace")
    top = re.escape(str(printed.graded.scene.top))
    inside = [line for line in printed.trace if re.search(rf"openat\(\d+<{top}/(?:one|other)[/>]", line)]
    assert len(inside) > 100
    assert [line for line in inside if "O_NOFOLLOW" not in line] == []
    whole = re.compile(r"(?:open|openat)\([^<]*<[^>]*>, \"[^\"]*/(?:one|other)/[^\"]+\"")
    assert [line for line in printed.trace if whole.search(line)] == []
