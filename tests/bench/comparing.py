"""S3, S4: comparing trees of 20,000 files; L1-L4: comparing files. Each beside what else does it, in the same run."""

import fcntl
import os
import pty
import random
import shutil
import statistics
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

from grading.compare.aligned import Aligned
from grading.compare.comparison import Comparison, Workspace
from grading.compare.lines import Kind
from grading.compare.tree import Status
from grading.compare.words import changed
from grading.runs.content import Content
from grading.runs.snapshot import take_in
from grading.runs.vault import Entry, Vault
from grading.sides import Pair
from grading.study import Study
from tests.bench.measure import Figure, ms, wall_of
from tests.bench.trees import DJANGO, NODE_MODULES, edited, make_pair, published, source_lines

_TIMES = 5
_OPEN = """
import sys
from pathlib import Path
from grading.sides import Pair
from grading.study import Study
with Study.open(Path(sys.argv[1])) as study:
    with study.compared(Pair(study.source("one"), study.source("other"))) as found:
        print(len(found.listed))
"""


def figures(folder: Path) -> Iterator[Figure]:
    """Everything about comparing, in turn with the peers."""
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    yield from _trees(folder)
    yield from _files(folder)
    yield from _real_files(folder)
    yield from _hostile(folder)


def _trees(folder: Path) -> Iterator[Figure]:
    pair = make_pair(folder / "pair", 20_000)
    study = folder / "study"
    Study.create(study).close()
    for name, tree in (("one", pair.a), ("other", pair.b)):
        _sidegrade("add", str(tree), "--one", "--task", "pair", "--model", name, "--study", str(study))
    peers, others, stored, plain, again = [], [], [], [], []
    for _ in range(_TIMES):
        peers.append(wall_of(partial(_quietly, "git", "diff", "--no-index", "--stat", *map(str, pair))))
        others.append(wall_of(partial(_quietly, "diff", "-rq", *map(str, pair))))
        stored.append(wall_of(partial(_quietly, sys.executable, "-c", _OPEN, str(study))))
        shutil.rmtree(folder / "cache", ignore_errors=True)
        plain.append(wall_of(partial(_sidegrade, "diff", *map(str, pair))))
        again.append(wall_of(partial(_sidegrade, "diff", *map(str, pair))))
    peer, other = statistics.median(peers), statistics.median(others)
    beside = f"git {peer:.2f} s, diff -rq {other:.2f} s"
    for key, work, goal, seen in (
        ("S3", "open a stored pair of 20,000 generated files to its list, start included", 0.25, stored),
        ("S4", "diff of two plain folders of 20,000 generated files, nothing cached", 1.0, plain),
        ("S4 again", "the same, contents in the cache", 1.0, again),
    ):
        took = statistics.median(seen)
        told = f"{took / peer:.2f} × ({took:.2f} s beside {beside})"
        yield Figure(key, work, f"≤ {goal} × git diff --no-index --stat", told, took <= goal * peer)


def _files(folder: Path) -> Iterator[Figure]:
    lines = source_lines()
    for key, count, goal in (("L1", 10_000, 0.6), ("L2", 100_000, 0.25)):
        for share in (0.05, 0.6):
            chance = random.Random(count)
            text = (lines * (count // len(lines) + 1))[:count]
            texts = Pair(text, edited(text, lines, chance, share))
            paths = Pair(folder / "left.py", folder / "right.py")
            for path, side in zip(paths, texts, strict=True):
                path.write_text("\n".join(side) + "\n")
            opened = _opened(folder, paths.map(Path.read_bytes))
            ours = statistics.median(wall_of(opened) for _ in range(_TIMES))
            git = statistics.median(
                wall_of(partial(_quietly, "git", "diff", "--no-index", "--stat", *map(str, paths)))
                for _ in range(_TIMES)
            )
            told = f"{ms(ours)}, git diff {ms(git)}"
            if shutil.which("vim") is None:
                yield Figure(key, f"{count:,} lines to rows", f"≤ {goal} × vim -d", f"{told}; vim is not here", False)
                continue
            vim = statistics.median(wall_of(partial(_vim, *paths)) for _ in range(3))
            yield Figure(
                key,
                f"two files of {count:,} lines, {share:.0%} edited, to rows",
                f"≤ {goal} × vim -d",
                f"{ours / vim:.2f} × ({told}, vim {ms(vim)})",
                ours <= goal * vim,
            )


def _opened(folder: Path, contents: Pair[bytes]) -> Callable[[], Aligned]:
    """Aligns two contents of a fresh vault, from nothing, each time it is called."""
    place = folder / "files.git"
    shutil.rmtree(place, ignore_errors=True)
    vault = Vault.create(place)
    blobs = contents.map(lambda data: _blob(vault, data))
    vault.read(blobs.a)  # the long-lived git child is there by now
    return lambda: _first_rows(Comparison(vault, blobs.map(_alone)))


def _blob(vault: Vault, data: bytes) -> str:
    return vault.entries(vault.store([Content(b"file", 0o100644, data)]))[b"file"].blob


def _alone(blob: str) -> Workspace:
    return Workspace("", {b"file": Entry(0o100644, blob)})


def _first_rows(comparison: Comparison) -> Aligned:
    """All rows of the only file, and what a screen of them needs."""
    found = comparison.open(comparison.files[0])
    for row in islice(found.rows, 50):
        if row.kind is Kind.CHANGED and row.a is not None and row.b is not None:
            changed(found.texts.a[row.a], found.texts.b[row.b])
    return found


def _real_files(folder: Path) -> Iterator[Figure]:
    for packages, below in ((DJANGO, ""), (NODE_MODULES, "/npm/")):
        told = f"{packages.a} and {packages.b}"
        roots = Pair(folder / f"a-{packages.a}", folder / f"b-{packages.b}")
        if not all(published(package, root, below) for package, root in zip(packages, roots, strict=True)):
            yield Figure("L3", f"median changed file of {told}", "≤ 3 × git diff BLOB BLOB", "no package index", False)
            continue
        vault = Vault.create(folder / f"{packages.a}.git")
        comparison = Comparison(vault, roots.map(partial(_kept, vault)))
        files = [one for one in comparison.files if one.status is Status.CHANGED][:600]
        ours, peers = [], []
        for file in files:
            ours.append(wall_of(partial(comparison.open, file)))
            command = ("git", "--git-dir", str(vault.path), "diff", *(str(blob) for blob in file.blobs))
            peers.append(wall_of(partial(_quietly, *command)))
        our, peer = statistics.median(ours), statistics.median(peers)
        yield Figure(
            "L3",
            f"median of {len(files)} changed files of {told}",
            "≤ 3 × git diff BLOB BLOB",
            f"{our / peer:.2f} × ({ms(our)} beside {ms(peer)})",
            our <= 3 * peer,
        )


def _kept(vault: Vault, root: Path) -> Workspace:
    return Workspace("", vault.entries(take_in(root, vault, everything=True).snapshot.tree))


def _hostile(folder: Path) -> Iterator[Figure]:
    numbers = [b"%d" % number for number in range(100_000)]
    zigzag = Pair([b"%d" % (n % 1000) for n in range(100_000)], [b"%d" % (999 - n % 1000) for n in range(100_000)])
    cases = {
        "a zigzag of 100,000 lines": zigzag.map(b"\n".join),
        "100,000 lines with nothing in common": Pair(b"\n".join(numbers), b"\n".join(b"x" + one for one in numbers)),
        "one line of 10 MB": Pair(b"f(a,b);" * 1_500_000, b"f(a,b);" * 700_000 + b"g();" + b"f(a,b);" * 800_000),
        "1,000,000 lines, every tenth changed": Pair(
            b"\n".join(b"line %d" % n for n in range(1_000_000)),
            b"\n".join(b"line %d" % (n if n % 10 else -n) for n in range(1_000_000)),
        ),
    }
    for name, contents in cases.items():
        # The machine itself holds everybody up now and then: the middle one of three is the work's own.
        took, stall = map(
            statistics.median, zip(*(_with_a_ticker(_opened(folder, contents)) for _ in range(3)), strict=True)
        )
        told = f"{took:.2f} s, held up for {ms(stall)} at most"
        yield Figure("L4", name, "≤ 3 s, others held up ≤ 50 ms", told, took <= 3 and stall <= 0.05)
    sides = Pair(folder / "sparse-a", folder / "sparse-b")
    for side, size in zip(sides, (3 * 2**30, 3 * 2**30 + 1), strict=True):
        side.mkdir()
        os.truncate(os.open(side / "disk.img", os.O_CREAT | os.O_WRONLY), size)
    took = wall_of(partial(_sidegrade, "diff", *map(str, sides)))
    yield Figure("L4", "a sparse file of 3 GiB on each side", "≤ 3 s", f"{took:.2f} s", took <= 3)


def _with_a_ticker(work: Callable[[], object]) -> tuple[float, float]:
    """How long some work takes in a thread, and the longest time that this one could not go on meanwhile."""
    thread = threading.Thread(target=work)
    start = last = time.perf_counter()
    longest = 0.0
    thread.start()
    while thread.is_alive():
        thread.join(0.002)
        now = time.perf_counter()
        longest, last = max(longest, now - last - 0.002), now
    return last - start, longest


def _vim(left: Path, right: Path) -> None:
    """Opens both files side by side in a terminal of 200 × 50, draws them, and leaves."""
    pid, terminal = pty.fork()
    if pid == 0:
        plain = ("-u", "NONE", "-i", "NONE", "-n", "-d")
        os.execvpe("vim", ["vim", *plain, str(left), str(right), "+redraw!", "+qa!"], {**os.environ, "TERM": "xterm"})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
    with suppress(OSError):  # a terminal whose program has ended cannot be read
        while os.read(terminal, 65536):
            pass
    os.waitpid(pid, 0)
    os.close(terminal)


def _quietly(*command: str) -> None:
    # git diff says with its exit status that there are differences. It stands in no repository, which would slow it.
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, cwd="/")


def _sidegrade(*arguments: str) -> None:
    _quietly(sys.executable, "-m", "tui", *arguments)
