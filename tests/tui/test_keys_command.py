"""`sidegrade keys`, and the page of keys that is made by it."""

import json
import os
import tomllib
from pathlib import Path

import pytest

import tui
from grading.strict import toml_table
from tests.tui.program import Program
from tui.keys import COMMANDS, keymap

PAGE = Path(tui.__file__).with_name("keys.md")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = tmp_path / "config" / "sidegrade" / "settings.toml"
    path.parent.mkdir(parents=True)
    return path


def test_the_page_of_keys_is_up_to_date(sidegrade: Program) -> None:
    said = sidegrade("keys", "--given", "--format", "md", study=False)
    assert said.out == PAGE.read_text(), "make it anew: sidegrade keys --given --format md > tui/keys.md"


@pytest.mark.parametrize("number", [0, 1])
def test_the_examples_of_the_page_can_be_used_as_they_stand(number: int) -> None:
    examples = [part.partition("```")[0] for part in PAGE.read_text().split("```toml\n")[1:]]
    assert len(examples) == 2
    own = keymap(toml_table(examples[number], "").texts_by_name("keys"), "keys.md")
    for name, keys in tomllib.loads(examples[number])["keys"].items():
        assert own.keys(name) == ((keys,) if isinstance(keys, str) else tuple(keys))


def test_the_table_names_every_command_by_its_keys(sidegrade: Program) -> None:
    out = sidegrade("keys", study=False).out
    lines = {tuple(line.split()) for line in out.splitlines()}
    assert ("n", "Go", "to", "the", "next", "change.", "next-change") in lines
    assert ("Enter", "In", "the", "queue:", "Open", "the", "pair.", "open") in lines
    assert any(line[0] == "0–9" and line[-3:] == ("score-0", "…", "score-9") for line in lines if line)
    assert out.splitlines()[-1] == (
        f"Other keys can be given under [keys] in {os.environ['XDG_CONFIG_HOME']}/sidegrade/settings.toml"
    )


def test_own_keys_show_in_every_form_and_the_given_ones_when_asked_for(sidegrade: Program, settings: Path) -> None:
    settings.write_text('[keys]\nnext-change = "alt+n"\nscore-1 = ["1", "&"]\n')
    assert any(line.split()[0] == "Alt+n" for line in sidegrade("keys", study=False).out.splitlines() if line)
    assert (
        "| `Alt+n` | Go to the next change. | `next-change` |" in sidegrade("keys", "--format", "md", study=False).out
    )
    found = {one["command"]: one for one in json.loads(sidegrade("keys", "--format", "json", study=False).out)["keys"]}
    assert found.keys() == {command.id for command in COMMANDS}
    assert (found["next-change"]["keys"], found["next-change"]["given"]) == (["alt+n"], ["n"])
    assert found["undo"]["where"] == ["queue", "review"]
    # A digit with a second key is no longer told by its neighbours.
    assert "`0` `1` `&` `2`" in sidegrade("keys", "--format", "md", study=False).out
    assert sidegrade("keys", "--given", "--format", "md", study=False).out == PAGE.read_text()


def test_a_mistake_in_the_settings_is_one_sentence(sidegrade: Program, settings: Path) -> None:
    settings.write_text('[keys]\nnote = "e"\n')
    said = sidegrade("keys", study=False)
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        f"sidegrade: {settings}: keys, note: e would mean two things: note (note) and evidence (evidence); "
        "give evidence another key, too\n"
    )
    assert sidegrade("keys", "--given", study=False).status == 0
