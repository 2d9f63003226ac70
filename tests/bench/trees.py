"""Large trees made from real source text, the same every time for one Python."""

import random
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

_PACKAGE = "ansible==10.7.0"
"""A published package of over 20,000 files: roles, plug-ins and their documents, as many people wrote them."""


def real_tree(root: Path, files: int) -> str:
    """The first files of a published package, or where no package index answers, generated ones; which of the two."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(root / "wheel"), _PACKAGE]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        make_tree(root / "tree", files)
        return f"{files:,} generated files"
    (wheel,) = (root / "wheel").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        names = sorted(name for name in archive.namelist() if not name.endswith("/"))
        archive.extractall(root / "tree", names[:files])
    return f"the first {files:,} files of {_PACKAGE}"


def source_lines() -> list[str]:
    """Lines of the standard library: text as people write it, for sizes and repetition that are real."""
    lines: list[str] = []
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        lines += path.read_text(errors="replace").splitlines()
    return lines


def make_tree(root: Path, files: int, seed: int = 7) -> Path:
    """A tree of so many files in nested folders, about 5 kB each on average."""
    chance = random.Random(seed)
    lines = source_lines()
    made = 0
    while made < files:
        depth = chance.randrange(1, 6)
        folder = root.joinpath(*(f"part_{chance.randrange(40)}" for _ in range(depth)), f"unit_{made}")
        folder.mkdir(parents=True)
        for number in range(min(chance.randrange(6, 20), files - made)):
            count = max(1, min(4_000, int(chance.lognormvariate(4.3, 1.1))))
            start = chance.randrange(len(lines) - count)
            text = "\n".join([f"# {made}", *lines[start : start + count]])
            (folder / f"module_{number}.py").write_text(text + "\n")
            made += 1
    return root
