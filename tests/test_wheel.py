"""The packages that are built: what they hold, and that the wheel works where there is no source tree."""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Final

import pytest

from tests.release import ROOT, build, contents, run, use

_ROOMS: Final = ("grading", "tui", "sample_runs")
_ABOUT: Final = ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")
_BESIDE: Final = {"README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "PKG-INFO", ".gitignore"}
_CODE: Final = {".py", ".toml", ".html", ".css", ".js", ".md"}
"""What the program's own rooms are made of; the samples are what models wrote."""
_NEVER: Final = re.compile(
    r"(^|/)(__pycache__|\.git|\.venv|\.env|\.DS_Store)(/|$)|\.(pyc|orig|rej|swp|db|pem|key|log)$"
)
_SECRET: Final = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build(tmp_path_factory.mktemp("dist"))


def tree() -> set[str]:
    """Every file of the rooms that are handed out."""
    paths = (path for room in _ROOMS for path in (ROOT / room).rglob("*"))
    return {str(one.relative_to(ROOT)) for one in paths if one.is_file() and "__pycache__" not in one.parts}


def test_the_wheel_holds_what_belongs_and_nothing_else(packages: tuple[Path, Path]) -> None:
    wheel = packages[0]
    about = "-".join(wheel.name.split("-")[:2]) + ".dist-info"
    assert contents(wheel).keys() == tree() | {f"{about}/{name}" for name in _ABOUT}


def test_the_source_package_holds_what_the_wheel_is_made_of(packages: tuple[Path, Path], tmp_path: Path) -> None:
    wheel, source = packages
    assert contents(source).keys() == tree() | _BESIDE
    subprocess.run(["tar", "-xf", source, "-C", tmp_path, "--strip-components=1"], check=True)
    again, _ = build(tmp_path / "dist", tmp_path)
    assert contents(again) == contents(wheel)


def test_no_cache_no_secret_and_no_stray_file_is_handed_out(packages: tuple[Path, Path]) -> None:
    for package in packages:
        files = contents(package)
        assert [name for name in files if _NEVER.search(name)] == []
        assert [name for name, data in files.items() if _SECRET.search(data)] == []
        code = [name for name in files if name.startswith(("grading/", "tui/"))]
        assert [name for name in code if Path(name).suffix not in _CODE or "/test" in name] == []


def test_the_wheel_works_away_from_the_source_tree(packages: tuple[Path, Path], tmp_path: Path) -> None:
    place = tmp_path / "venv"
    run([sys.executable, "-m", "venv", "--without-pip", str(place)], tmp_path)
    python = place / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--no-index", "--no-deps", "--no-compile", str(packages[0])], tmp_path)
    # What it depends on is borrowed: a path that is named so reads no .pth, and so does not lead to the tree.
    borrowed = {"PYTHONPATH": sysconfig.get_path("purelib")}
    where = run([str(python), "-P", "-c", "import tui, sample_runs; print(tui.__file__)"], tmp_path, borrowed)
    assert where.startswith(str(place))
    said = use(python.parent, tmp_path, **borrowed)
    assert said["--version"].startswith("sidegrade ")
    assert "orders-patch" in said["demo"]
    assert re.search(r"1 +amber +7 ", said["standings"])
    assert "1 holds · 0 do not hold" in said["verify"]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_is_of_one_version_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    rows = [row for row in text.replace("\\\n", "").splitlines() if row and not row.lstrip().startswith("#")]
    exact = re.compile(r"[a-z0-9-]+==\S+( +--hash=sha256:[0-9a-f]{64})+")
    assert [row for row in rows if not exact.fullmatch(row.rstrip())] == []
    assert len(rows) > 20
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", text)
