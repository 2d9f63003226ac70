"""S1 and S2: adding a tree of 20,000 files beside `git add -A` and `git write-tree` in a fresh bare store."""

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from grading.study import Study
from tests.bench.measure import Figure, cpu_of
from tests.bench.trees import real_tree

_TIMES = 5


def figures(folder: Path) -> Iterator[Figure]:
    """Adds in turn with the peer, several times, and compares medians. Whole processes, start included."""
    what = real_tree(folder, 20_000)
    tree = folder / "tree"
    (tree / ".gitignore").write_text("*.log\n/build/\n__pycache__/\n")
    peers, firsts, agains = [], [], []
    same = True
    for number in range(_TIMES):
        store = folder / f"store-{number}"
        subprocess.run(["git", "init", "--quiet", "--bare", store], check=True)
        environment = {**os.environ, "GIT_DIR": str(store), "GIT_WORK_TREE": str(tree)}
        peers.append(cpu_of(partial(_git, environment, tree, "add", "-A")))
        wrote: list[str] = []
        peers[-1] += cpu_of(partial(_write_tree, environment, tree, wrote))
        study = folder / f"study-{number}"
        Study.create(study).close()
        command = [sys.executable, "-m", "tui", "add", str(tree), "--one", "--study", str(study)]
        firsts.append(cpu_of(partial(_quietly, command)))
        agains.append(cpu_of(partial(_quietly, command)))
        with Study.open(study) as opened:
            (run,) = opened.runs()
            same &= run.snapshot is not None and run.snapshot.tree == wrote[0]
        shutil.rmtree(store)
        shutil.rmtree(study)
    peer, first, again = statistics.median(peers), statistics.median(firsts), statistics.median(agains)
    ids = "same tree id" if same else "ANOTHER TREE ID"
    yield Figure(
        "S1",
        f"add {what}, CPU",
        "≤ 0.5 × git add -A + write-tree, same tree id",
        f"{first / peer:.2f} × ({first:.2f} s beside {peer:.2f} s), {ids}",
        first <= 0.5 * peer and same,
    )
    yield Figure(
        "S2",
        "add it again, unchanged, CPU",
        "≤ 0.2 × the first time",
        f"{again / first:.2f} × ({again:.2f} s beside {first:.2f} s)",
        again <= 0.2 * first,
    )


def _git(environment: dict[str, str], tree: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(command, env=environment, cwd=tree, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def _write_tree(environment: dict[str, str], tree: Path, into: list[str]) -> None:
    into.append(_git(environment, tree, "write-tree"))


def _quietly(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
