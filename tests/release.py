"""What is handed out: both packages built from the tree, and a wheel installed and used as a stranger does.

python -m tests.release [PYTHON…]     in an empty environment of each Python, the locked requirements by their hashes
"""

import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
_RUN: Final = "amber"


class ReleaseError(Exception):
    """A step of the check that did not go as it must."""


def build(folder: Path, source: Path = ROOT) -> tuple[Path, Path]:
    """The wheel and the source package, from what is installed here and no index."""
    run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], source)
    return next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))


def contents(package: Path) -> dict[str, bytes]:
    """Every file of a package; of a source package below its only folder."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(package) as archive:
        files = {one.name.partition("/")[2]: archive.extractfile(one) for one in archive if one.isfile()}
        return {name: file.read() for name, file in files.items() if file}


def run(command: Sequence[str], where: Path, environment: Mapping[str, str] | None = None) -> str:
    """What a program prints; it must end well."""
    done = subprocess.run(
        command, cwd=where, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ReleaseError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def use(programs: Path, folder: Path, **also: str) -> dict[str, str]:
    """From a first look to a verified claim, in another folder and for somebody new; what each command said.

    `programs` is where the environment has its programs.
    """
    home, work = folder / "home", folder / "work"
    for place in (home, work / "runs" / "service" / _RUN):
        place.mkdir(parents=True)
    (work / "runs" / "service" / _RUN / "main.py").write_text("print(1)\n")
    (work / "service.toml").write_text(_RUBRIC)
    (work / "claims.csv").write_text(f"kind,run,rubric,published\ntotal,{_RUN},service,7\n")
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", **also}
    said = {}
    for words in (
        "--version",
        "demo demo",
        "init study --as mia",
        "rubric add service.toml --study study",
        "add runs/service --study study",
        f"mark {_RUN} api 7 --study study",
        "standings --study study",
        "export out --study study",
        "verify claims.csv --study study",
        "doctor --study study",
    ):
        said[words.split()[0]] = run([str(programs / "sidegrade"), *words.split()], work, environment)
    if not (work / "out" / "index.html").is_file():
        raise ReleaseError("the export has no index.html")
    return said


_RUBRIC: Final = """
format = 1
key = "service"
edition = "1"
title = "A small service"

[[dimension]]
key = "api"
title = "Interface"
max = 10
asks = "Does it do what was asked?"
"""


def main() -> int:
    """Tries every Python that was named, or else this one."""
    with tempfile.TemporaryDirectory(prefix="sidegrade-release-") as name:
        wheel, _ = build(Path(name) / "dist")
        for number, python in enumerate(sys.argv[1:] or [sys.executable]):
            folder = Path(name) / str(number)
            folder.mkdir()
            run([python, "-m", "venv", str(folder / "venv")], folder)
            inside = folder / "venv" / "bin" / "python"
            install = [str(inside), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            run([*install, "--require-hashes", "-r", str(ROOT / "requirements.lock")], folder)
            run([*install, "--no-deps", str(wheel)], folder)
            said = use(inside.parent, folder)
            version = run([str(inside), "--version"], folder)
            print(f"{version.strip()}: {said['--version'].strip()} installed, {len(said)} commands used", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
