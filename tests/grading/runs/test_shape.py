"""What a folder that was named to `add` is taken for."""

from pathlib import Path

import pytest

from grading.runs.shape import Shape, shape
from tests.builders import write_files

LAYOUTS: list[tuple[str, list[str], Shape]] = [
    ("a run that says so", ["run.toml", "a/run.toml"], Shape.RUN),
    ("a run with a result", ["result.json", "workspace/a"], Shape.RUN),
    ("a project", ["README.md", "src/a"], Shape.RUN),
    ("a project of source folders only", ["src/a", "tests/b"], Shape.RUN),
    ("an empty folder", [], Shape.RUN),
    ("a task that says so", ["task.toml", "amber/a"], Shape.TASK),
    ("a task whose runs say so", ["amber/run.toml", "cobalt/a"], Shape.TASK),
    ("a task by the look of it", ["amber/a", "cobalt/b"], Shape.TASK),
    ("a task of runs without files at the top", ["amber/src/deep/a", "cobalt/b"], Shape.TASK),
    ("a run whose files lie in its workspace", ["workspace/a"], Shape.RUN),
    ("a project with a folder of that name", ["workspace/a", "README.md"], Shape.RUN),
    ("a task whose runs have a workspace", ["amber/workspace/a", "cobalt/workspace/src/b"], Shape.TASK),
    ("a task whose runs have a workspace, and a prompt", ["prompt.md", "amber/workspace/a"], Shape.TASK),
    ("a project in one of whose folders a workspace is", ["src/a", "data/workspace/b"], Shape.RUN),
    ("a project with a file beside such a folder", ["README.md", "data/workspace/b"], Shape.RUN),
    ("a project with a file of that name", ["src/a", "data/workspace"], Shape.RUN),
    ("a tree whose runs have a workspace", ["one/amber/workspace/a", "two/cobalt/workspace/b"], Shape.TREE),
    ("a tree whose tasks say so", ["one/task.toml", "two/amber/a"], Shape.TREE),
    ("a tree whose runs say so", ["one/amber/run.toml"], Shape.TREE),
    ("a tree by the look of it", ["one/amber/a", "two/cobalt/b"], Shape.TREE),
    ("hidden folders do not count", ["amber/a", ".cache/x/run.toml"], Shape.TASK),
]


@pytest.mark.parametrize(("files", "expected"), [one[1:] for one in LAYOUTS], ids=[one[0] for one in LAYOUTS])
def test_a_folder_is_a_run_a_task_or_a_tree(files: list[str], expected: Shape, tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys(files, ""))
    assert shape(tmp_path) is expected
