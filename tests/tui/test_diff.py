"""`sidegrade diff` over plain folders: what each option shows, and every sentence it can say."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.builders import write_files
from tests.hostile.scanner import offending
from tests.tui.folders import Diff, Files, diff_in, folders, two_folders
from tests.tui.program import Program, Said

_SUM = "3 changed, 1 only in A, 1 only in B, 1 moved, 1 counterpart, 2 the same · +4 −4 lines"


@pytest.fixture
def diff(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Diff:
    """The command, where the folders `one` and `other` are, and no study."""
    monkeypatch.chdir(tmp_path)
    two_folders(tmp_path)
    return diff_in(Program(capsys, monkeypatch, ""))


# The tree


def test_without_a_path_the_tree_of_what_differs_is_shown(diff: Diff) -> None:
    said = diff("one", "other")
    assert (said.status, said.err) == (1, "")
    first, second, _, *tree, _, total = said.out.splitlines()
    assert (first, second, total) == ("A  one", "B  other", _SUM)
    assert [re.sub(r"(?<=\S)  +", "  ", re.sub(r"0\.\d\d", "0.99", line)) for line in tree] == [
        "≠ logo.bin  binary",
        "A only-here.txt  −2  --------------",
        "→ report.txt ↔ archive/report.txt",
        "≠ run.sh  mode  plain file → runnable",
        "  src/",
        "  ≠ app.py  +2  −1  +++++++++++++-------",
        "  ≈ orders.py ↔ app/orders.py  0.99  +1  −1  +++++++-------",
        "B zebra.toml  +1  +++++++",
    ]


@pytest.mark.parametrize("width", [40, 60, 100])
def test_the_tree_is_as_wide_as_it_may_be(width: int, diff: Diff) -> None:
    tree = diff("one", "other", "--width", str(width)).out.splitlines()[3:-2]
    assert max(map(cell_len, tree)) == min(width, 74)


def test_folders_that_are_the_same_end_with_0(diff: Diff) -> None:
    assert diff("one", "one") == Said(0, "A  one\nB  one\n\n8 the same\n", "")
    assert diff("one", "one", "--all") == Said(0, "A  one\nB  one\n\n8 the same\n", "")


def test_empty_folders_say_so(diff: Diff, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert diff("empty", "empty") == Said(0, "A  empty\nB  empty\n\nno files on either side\n", "")


def test_a_path_that_is_not_text_and_a_name_with_escapes_are_shown_safely(diff: Diff, tmp_path: Path) -> None:
    write_files(tmp_path / "o\x1b[31m\u202ene", {"a\x07b": "x\n"})
    said = diff("o\x1b[31m\u202ene", "other", "--all")
    assert (said.status, offending(said.out.encode())) == (1, [])
    assert said.out.startswith("A  o␛[31m⟨202E⟩ne\n")
    assert "A a\\x07b  +0 −1\n" in said.out


# The texts


def test_a_path_shows_its_text_side_by_side(diff: Diff) -> None:
    assert diff("one", "other", "src/app.py", "--width", "60") == Said(
        1,
        "A  one\n"
        "B  other\n"
        "\n"
        "≠ src/app.py  +2 −1\n"
        "1   import os                │ 1   import os\n"
        "2   print('a')               │ 2   print('a')\n"
        "                             │ 3 + print('c')\n"
        "3 - print('b')               │ 4 + print('d')\n",
        "",
    )


def test_one_column_is_as_diff_has_it(diff: Diff) -> None:
    for option in ("-u", "--unified"):
        assert diff("one", "other", "src/app.py", option).out.splitlines()[4:] == [
            "@@ -1,3 +1,4 @@",
            *(" import os", " print('a')"),
            *("-print('b')", "+print('c')", "+print('d')"),
        ]


def test_changed_words_stand_in_brackets(diff: Diff) -> None:
    _, _, _, head, *lines = diff("one", "other", "app/orders.py", "--word-diff", "--context", "0").out.splitlines()
    assert head.startswith("≈ src/orders.py ↔ app/orders.py  +1 −1  counterparts, likeness 0.")
    assert lines == ["@@ -22 +22 @@", "def [-find_courier-]{+search_courier+}(shop, number):"]


def test_all_shows_every_file_that_differs(diff: Diff) -> None:
    heads = [
        line.partition(", likeness")[0]
        for line in diff("one", "other", "--all").out.splitlines()
        if re.match("[≠AB→≈] (?! )", line)
    ]
    assert heads == [
        *("≠ logo.bin", "A only-here.txt  +0 −2", "→ report.txt ↔ archive/report.txt  moved"),
        *("≠ run.sh  plain file → runnable", "≠ src/app.py  +2 −1"),
        *("≈ src/orders.py ↔ app/orders.py  +1 −1  counterparts", "B zebra.toml  +1 −0"),
    ]


def test_a_style_alone_shows_texts_too(diff: Diff) -> None:
    assert diff("one", "other", "-u").out == diff("one", "other", "-u", "--all").out
    assert "{+stripes = 7+}" in diff("one", "other", "--word-diff").out


@pytest.mark.parametrize("path", ["src", "src/", "./src", "src//", "app/../src"])
def test_a_folder_is_a_path_too(path: str, diff: Diff) -> None:
    assert "≠ src/app.py" in diff("one", "other", path).out
    assert "≈ src/orders.py ↔ app/orders.py" in diff("one", "other", path).out
    assert "logo.bin" not in diff("one", "other", path).out


def test_a_dot_is_everything(diff: Diff) -> None:
    assert diff("one", "other", ".").out == diff("one", "other", "--all").out


def test_a_path_that_is_the_same_is_said_to_be(diff: Diff) -> None:
    for path in ("docs/same.md", "docs", "same.bin"):
        assert diff("one", "other", path) == Said(0, f"A  one\nB  other\n\n{path} is the same on both sides\n", "")


def test_what_is_no_text_has_its_size(diff: Diff) -> None:
    assert diff("one", "other", "logo.bin").out.splitlines()[3:] == ["≠ logo.bin", "  no text: A 4 bytes, B 6 bytes"]


def test_a_size_is_of_the_stored_file_where_one_side_could_be_read_as_wide_text(diff: Diff, tmp_path: Path) -> None:
    for name, data in (("x", b"\0" * 9), ("y", bytes(range(255, -1, -1)))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "blob").write_bytes(data)
    out = diff(str(tmp_path / "x"), str(tmp_path / "y"), "blob").out
    assert out.endswith("  no text: A 9 bytes, B 256 bytes\n")


def test_generated_files_are_shown_when_they_are_named(diff: Diff, tmp_path: Path) -> None:
    for side, text in (("one", "a\n"), ("other", "b\n")):
        write_files(tmp_path / side, {"web/yarn.lock": text, "web/all.js": f"var {text.strip()};" * 900})
    for paths in (["--all"], ["web"]):
        out = diff("one", "other", *paths).out
        assert "  generated; name it to see its lines: web/yarn.lock\n" in out
        assert "  minified; name it to see its lines: web/all.js\n" in out
    assert "1 - a " in diff("one", "other", "web/yarn.lock").out
    assert "var a;" in diff("one", "other", "web/all.js").out


@pytest.mark.parametrize(("context", "lines"), [(0, 2), (1, 4), (40, 60)])
def test_context_is_as_many_lines_as_was_said(context: int, lines: int, diff: Diff) -> None:
    out = diff("one", "other", "src/orders.py", "-u", "--context", str(context)).out.splitlines()
    assert len(out[5:]) == lines + (context == 40)


def test_colours_are_for_a_terminal_and_on_demand(diff: Diff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    plain = diff("one", "other", "--all", "--color", "never").out
    assert diff("one", "other", "--all").out == plain
    inked = diff("one", "other", "--all", "--color", "always").out
    assert "\x1b[38;5;166m" in inked
    uncoloured = re.sub(r"\x1b\[[0-9;]+m", "", inked)
    assert [line.rstrip() for line in uncoloured.splitlines()] == plain.splitlines()


_LINE = st.text(st.sampled_from("ab \t漢👍é\u0301\u202e\x1b│") | st.characters(exclude_categories=["Cs"]), max_size=70)
_LINES = st.lists(_LINE.map(lambda line: line.replace("\n", "")), max_size=5).map("\n".join)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(a=_LINES, b=_LINES, width=st.integers(40, 90))
def test_no_printed_line_is_wider_than_was_said(a: str, b: str, width: int, diff: Diff, tmp_path: Path) -> None:
    write_files(tmp_path / "wide" / "a", {"f": a, "g": b})
    write_files(tmp_path / "wide" / "b", {"f": b, "g": a})
    said = diff("wide/a", "wide/b", "--all", "--width", str(width))
    assert max(map(cell_len, said.out.splitlines())) <= max(width, 60)  # heads of files are as long as they are
    body = [line for line in said.out.splitlines() if "│" in line or "┄" in line]
    assert max(map(cell_len, body), default=0) <= width
    assert offending(said.out.encode()) == []


# White space


@pytest.fixture
def blanks(diff: Diff, tmp_path: Path) -> Diff:
    """Two folders that white space alone tells apart."""
    one: Files = {"end": "a\nb\n", "amount": "a b\n", "all": "ab\n"}
    other: Files = {"end": "a\r\nb  \r\n", "amount": "a    b\n", "all": "a b\n"}
    folders(tmp_path / "w", one, other)
    return lambda *arguments: diff("w/one", "w/other", *arguments)


@pytest.mark.parametrize(
    ("white", "left", "said"),
    [
        ("exact", ["all", "amount", "end"], "3 changed · +4 −4 lines"),
        ("end", ["all", "amount"], "2 changed, 1 the same · +2 −2 lines"),
        ("amount", ["all"], "1 changed, 2 the same · +1 −1 lines"),
        ("all", [], "3 the same"),
    ],
)
def test_white_space_counts_as_far_as_was_said(white: str, left: list[str], said: str, blanks: Diff) -> None:
    tree = blanks("--white", white)
    assert [line.split()[1] for line in tree.out.splitlines() if line.startswith("≠")] == left
    assert (tree.status, tree.out.splitlines()[-1]) == (int(bool(left)), said)
    texts = blanks("--white", white, "--all")
    assert [line.split()[1] for line in texts.out.splitlines() if line.startswith("≠")] == left
    assert texts.status == tree.status
    assert blanks("--white", white, "--format", "json").status == tree.status


def test_white_space_does_not_hide_other_differences(diff: Diff) -> None:
    said = diff("one", "other", "--white", "all")
    assert (said.status, said.out.splitlines()[-1]) == (1, _SUM)


def test_a_path_that_white_space_alone_changes_is_the_same(blanks: Diff) -> None:
    assert blanks("end", "--white", "end").out.splitlines()[2:] == ["", "end is the same on both sides"]


# JSON


def test_the_machine_format_has_every_file(diff: Diff) -> None:
    said = diff("one", "other", "--format", "json")
    found = json.loads(said.out)
    assert (said.status, found["a"], found["b"], said.out.isascii()) == (1, "one", "other", True)
    statuses = {one["a"] or one["b"]: one["status"] for one in found["files"]}
    assert statuses == {
        "docs/same.md": "same",
        "logo.bin": "changed",
        "only-here.txt": "only-a",
        "report.txt": "moved",
        "run.sh": "changed",
        "same.bin": "same",
        "src/app.py": "changed",
        "src/orders.py": "counterpart",
        "zebra.toml": "only-b",
    }
    rows = {one["a"] or one["b"]: one for one in found["files"]}
    keys = ("a", "b", "likeness", "added", "removed", "binary")
    assert [rows["src/app.py"][key] for key in keys] == ["src/app.py", "src/app.py", None, 2, 1, False]
    assert [rows["report.txt"][key] for key in keys] == ["report.txt", "archive/report.txt", 1.0, 0, 0, False]
    assert [rows["zebra.toml"][key] for key in keys] == [None, "zebra.toml", None, 1, 0, False]
    assert [rows["logo.bin"][key] for key in keys[3:]] == [0, 0, True]
    assert rows["run.sh"]["kinds"] == {"a": "plain file", "b": "runnable"}
    assert rows["zebra.toml"]["kinds"] == {"a": None, "b": "plain file"}
    assert 0.5 < rows["src/orders.py"]["likeness"] < 1


def test_the_machine_format_keeps_to_a_path(diff: Diff) -> None:
    (file,) = json.loads(diff("one", "other", "src/app.py", "--format", "json").out)["files"]
    assert file["a"] == "src/app.py"
    assert diff("one", "other", "docs", "--format", "json").status == 0


def test_the_other_way_round_everything_changes_sides(diff: Diff) -> None:
    there = json.loads(diff("one", "other", "--format", "json").out)["files"]
    back = json.loads(diff("other", "one", "--format", "json").out)["files"]
    swapped = {"only-a": "only-b", "only-b": "only-a"}
    turned = [
        {**one, "a": one["b"], "b": one["a"], "added": one["removed"], "removed": one["added"]}
        | {"kinds": {"a": one["kinds"]["b"], "b": one["kinds"]["a"]}}
        | {"status": swapped.get(one["status"], one["status"])}
        for one in back
    ]
    assert sorted(turned, key=str) == sorted(there, key=str)
