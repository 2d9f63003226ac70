"""A person's own settings: read strictly, changed one line at a time, never lost."""

import os
import stat
from pathlib import Path

import pytest

from grading.errors import FileError
from grading.review.way import After
from tui.keys import COMMANDS, Scope
from tui.preferences import (
    CHOICES,
    change_preference,
    given_preferences,
    preferences_path,
    read_preferences,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sidegrade" / "settings.toml"


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def refusal(path: Path, text: str) -> str:
    with pytest.raises(FileError) as caught:
        read_preferences(written(path, text))
    return str(caught.value)


def test_the_file_lies_in_the_users_own_folder() -> None:
    assert preferences_path() == Path(os.environ["XDG_CONFIG_HOME"]) / "sidegrade" / "settings.toml"


def test_without_a_file_everything_is_as_given(path: Path) -> None:
    found = read_preferences(path)
    assert found.keymap.commands == COMMANDS
    assert {one.key: found[one.key] for one in CHOICES} == {
        "theme": "auto",
        "after_mark": "side",
        "columns": "auto",
        "long_lines": "cut",
    }
    assert not path.exists()


def test_who_has_no_home_has_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("settings.toml").write_text('theme = "light"\n')
    assert read_preferences(Path("settings.toml"))["theme"] == "auto"
    with pytest.raises(FileError, match="has no folder; name one in XDG_CONFIG_HOME"):
        change_preference(Path("settings.toml"), "theme", "dark")


def test_where_a_mark_leads_is_what_the_sitting_knows() -> None:
    (leads,) = (one for one in CHOICES if one.key == "after_mark")
    assert [*leads.values] == [one.value for one in After]


def test_what_the_file_says_holds(path: Path) -> None:
    found = read_preferences(
        written(path, 'theme = "contrast"\n[keys]\nnote = "c"\nnext-change = ["alt+n", "n"]\nfold = []\n')
    )
    assert (found["theme"], found["after_mark"]) == ("contrast", "side")
    assert found.keymap.keys("next-change") == ("alt+n", "n")
    assert found.keymap.command("z", Scope.REVIEW) is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('theme = "blue"', ': theme: is "blue"; use one of auto, dark, light, contrast'),
        ("theme = 3", ": theme: is 3, but a text is expected; put it in quotes"),
        ('them = "dark"', ': them: is not a known key; perhaps "theme" is meant'),
        ('keys = "n"', ": keys: is 'n', but a table of texts is expected; write [keys]"),
        ("[keys]\nnote = 3", ": keys, note: is 3, but a list of texts is expected"),
        ('[keys]\nnote = "e"', ": keys, note: e would mean two things: note (note) and evidence (evidence); "),
        ('[keys]\nnotes = "c"', ': keys, notes: is not a command; perhaps "note" is meant'),
        ("theme = ", ": is not valid TOML: "),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(path: Path, text: str, complaint: str) -> None:
    assert refusal(path, text).startswith(f"{path}{complaint}")


def test_the_first_change_makes_a_file_that_explains_itself(path: Path) -> None:
    found = change_preference(path, "theme", "light")
    assert found["theme"] == read_preferences(path)["theme"] == "light"
    text = path.read_text()
    assert text.startswith("# What you want of sidegrade")
    assert text.endswith('\n\ntheme = "light"\n')
    commented = text.replace("# [keys]", "[keys]").replace("# next", "next").replace("# copy", "copy")
    moved = "\n".join([*commented.splitlines()[-1:], *commented.splitlines()[:-1]])
    assert read_preferences(written(path, moved)).keymap.keys("copy") == ("Y", "ctrl+c")


def test_a_change_leaves_everything_else_as_it_stands(path: Path) -> None:
    text = "# mine\r\n  theme='dark' # at night\n\n[keys] # theirs\ntheme-like = 1\n"
    with pytest.raises(FileError, match="theme-like: is 1"):
        change_preference(written(path, text), "theme", "light")
    assert path.read_bytes() == text.encode()
    text = text.replace("theme-like = 1", 'note = "c" # as given')
    written(path, text)
    change_preference(path, "theme", "light")
    assert path.read_bytes() == text.replace("'dark'", '"light"').encode()
    change_preference(path, "after_mark", "stay")
    assert path.read_bytes() == (
        b'# mine\r\n  theme="light" # at night\nafter_mark = "stay"\n\n[keys] # theirs\nnote = "c" # as given\n'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "light"\n'),
        ("# mine", '# mine\n\ntheme = "light"\n'),
        ('[keys]\nnote = "c"', 'theme = "light"\n[keys]\nnote = "c"'),
        ('columns = "one"', 'columns = "one"\ntheme = "light"'),
        ('theme = "dark"\ncolumns = "one"', 'theme = "light"\ncolumns = "one"'),
    ],
)
def test_a_setting_that_was_not_said_gets_a_line(path: Path, before: str, after: str) -> None:
    change_preference(written(path, before), "theme", "light")
    assert path.read_text() == after


@pytest.mark.parametrize("text", ['theme = """dark"""\n', '"theme" = "dark"\n', 'theme = """\\\ndark"""\n'])
def test_a_line_that_cannot_be_changed_safely_is_left_to_the_person(path: Path, text: str) -> None:
    with pytest.raises(FileError, match="cannot be changed from here; edit theme by hand"):
        change_preference(written(path, text), "theme", "light")
    assert path.read_text() == text
    assert read_preferences(path)["theme"] == "dark"


def test_a_link_and_the_files_own_rights_stay(path: Path, tmp_path: Path) -> None:
    mine = written(tmp_path / "dotfiles" / "settings.toml", 'theme = "dark"\n')
    mine.chmod(0o640)
    path.parent.mkdir()
    path.symlink_to(mine)
    change_preference(path, "theme", "light")
    assert path.is_symlink()
    assert mine.read_text() == 'theme = "light"\n'
    assert stat.S_IMODE(mine.stat().st_mode) == 0o640
    assert [one.name for one in mine.parent.iterdir()] == ["settings.toml"]


def test_a_folder_that_cannot_be_written_says_so_and_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(path, 'theme = "dark"\n')

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError) as caught:
        change_preference(path, "theme", "light")
    assert str(caught.value) == (
        f"{path}: cannot be written (no space left on device); see to its folder, then try again"
    )
    assert path.read_text() == 'theme = "dark"\n'
    assert [one.name for one in path.parent.iterdir()] == ["settings.toml"]


def test_a_folder_in_place_of_the_file_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(FileError, match="cannot be read"):
        read_preferences(path)


def test_given_preferences_are_whole() -> None:
    assert given_preferences().values.keys() == {one.key for one in CHOICES}
