"""Mistakes in a task's file: each is one sentence, with the file, the key, and what the key is for."""

from pathlib import Path

import pytest

from tests.builders import write_files
from tests.grading.runs import refusal

PROMPT = "prompt names a file beside task.toml that holds the text"
BASELINE = "baseline names a folder beside task.toml"
RUBRICS = "rubrics names files beside task.toml"
INSIDE = "leaves the task's folder; name a file inside it"
LONG = "x" * 300
TEXT = "Make it good. " * 900


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('prompt = "../x"', f'prompt: "../x" {INSIDE}'),
        ('baseline = "a/../../x"', f'baseline: "a/../../x" {INSIDE}'),
        ('rubrics = ["ask.md", "/etc/passwd"]', f'rubrics: "/etc/passwd" {INSIDE}'),
        ('prompt = "a\\u0000b"', 'prompt: "a␀b" can name no file; name a file inside it'),
        ('prompt = "Make a page."', f'prompt: there is no file "Make a page."; {PROMPT}'),
        ('prompt = """Make:\n1. this\n"""', f'prompt: there is no file "Make:␊1. this␊"; {PROMPT}'),
        (f'prompt = "{TEXT}"', f'prompt: there is no file "{TEXT[:79]}…"; {PROMPT}'),
        ('prompt = "amber"', f'prompt: there is no file "amber"; {PROMPT}'),
        ('baseline = "start"', f'baseline: there is no folder "start"; {BASELINE}'),
        ('baseline = "ask.md"', f'baseline: there is no folder "ask.md"; {BASELINE}'),
        (f'baseline = "{LONG}"', f'baseline: there is no folder "{LONG[:79]}…"; {BASELINE}'),
        ('baseline = "."', "baseline: it would hold every run; name a folder beside the runs"),
        ('rubrics = ["ask.md", "x"]', f'rubrics: there is no file "x"; {RUBRICS}'),
        (f'rubrics = ["{LONG}"]', f'rubrics: there is no file "{LONG[:79]}…"; {RUBRICS}'),
        ('titel = "x"', 'titel: is not a known key; perhaps "title" is meant'),
        ("title = 1", "title: is 1, but a text is expected; put it in quotes"),
        ('rubrics = "x"', "rubrics: is 'x', but a list of texts is expected"),
        ("title =", "is not valid TOML: the file ends too early (Invalid value); complete or close what stands open"),
    ],
)
def test_a_mistake_in_a_task_file_is_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"t/task.toml": text, "t/ask.md": "", "t/amber/a": ""})
    assert refusal(tmp_path / "t") == f"t/task.toml: {sentence}"


def test_a_link_in_a_task_file_is_named_with_its_key(tmp_path: Path) -> None:
    write_files(tmp_path, {"secret/key": "s", "t/task.toml": 'prompt = "inside/key"', "t/amber/a": ""})
    (tmp_path / "t" / "inside").symlink_to("../secret")
    said = 't/task.toml: prompt: "inside/key" leads through a link; name a file itself'
    assert refusal(tmp_path / "t") == said
