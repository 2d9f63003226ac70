"""One workspace with everything that a hostile or careless machine may leave behind: row by row of the safety design.

Every trap (hook, filter, driver, alias, …) would append its name to the canary when it runs. Paths are bytes, as they
are on disk; folders are entered step by step through descriptors, because some paths are longer than a path may be.
"""

import io
import os
import stat
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from grading.runs.content import LINK, REGULAR, RUNNABLE
from grading.visible import path_text


@dataclass(frozen=True, slots=True)
class Kept:
    """What a snapshot must hold at a path: git's mode, and the bytes (of a link: its target)."""

    mode: int
    data: bytes


@dataclass(slots=True)
class HostileWorkspace:
    """What was planted, and what must become of it."""

    folder: Path
    canary: Path
    kept: dict[bytes, Kept] = field(default_factory=dict)
    """Path → what every snapshot holds."""
    ignored: dict[bytes, Kept] = field(default_factory=dict)
    """Path → what the workspace's own ignore files leave out, and a snapshot holds where they cannot be applied."""
    unreadable: dict[bytes, Kept] = field(default_factory=dict)
    """Path → what only root can read: kept by root, named by everyone else."""
    left_out: dict[str, str] = field(default_factory=dict)
    """Path as it is shown → what the reason begins with."""
    noted: dict[str, str] = field(default_factory=dict)
    """Path of something odd that is kept, as it is shown → what the note begins with."""

    def wanted(self, *, ignores: bool = True) -> dict[bytes, Kept]:
        """What the snapshot of one who runs this process must hold."""
        found = dict(self.kept) if ignores else {**self.kept, **self.ignored}
        return {**found, **self.unreadable} if os.geteuid() == 0 else found

    def file(self, path: bytes, data: bytes, mode: int = 0o644) -> None:
        """A file that must be kept."""
        self.write(path, data, mode)
        self.kept[path] = Kept(RUNNABLE if mode & 0o100 else REGULAR, data)

    def write(self, path: bytes, data: bytes, mode: int = 0o644) -> None:
        """A file, whatever becomes of it."""
        with self.parent(path) as (fd, name):
            with open(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600, dir_fd=fd), "wb") as file:
                file.write(data)
            os.chmod(name, mode, dir_fd=fd)

    def link(self, path: bytes, target: bytes) -> None:
        """A symbolic link, which must be kept as one."""
        with self.parent(path) as (fd, name):
            os.symlink(target, name, dir_fd=fd)
        self.kept[path] = Kept(LINK, target)

    def without(self, path: bytes, why: str) -> None:
        """Says that a path must be left out and named."""
        self.left_out[path_text(path)] = why

    @contextmanager
    def parent(self, path: bytes) -> Iterator[tuple[int, bytes]]:
        """A descriptor of the folder that a path lies in, made where it is not there, and the path's own name."""
        *folders, name = path.split(b"/")
        fd = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for one in folders:
                with suppress(FileExistsError):
                    os.mkdir(one, dir_fd=fd)
                inner = os.open(one, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=fd)
                os.close(fd)
                fd = inner
            yield fd, name
        finally:
            os.close(fd)


def build_hostile(folder: Path, canary: Path, *, costly: bool = True) -> HostileWorkspace:
    """Plants everything in a new folder. `costly` says whether also what takes a program seconds to get past."""
    folder.mkdir(parents=True)
    canary.touch()
    canary.chmod(0o666)
    plan = HostileWorkspace(folder, canary)
    _repositories(plan)
    _attributes(plan)
    _links(plan)
    _special_files(plan)
    _unreadable(plan)
    _names(plan)
    _modes(plan)
    _contents(plan)
    _tool_folders(plan)
    _ignore_files(plan)
    _large(plan, {b"large/over.bin": 64 * 2**20 + 1})
    _deep(plan)
    if costly:
        _costly_ignore_file(plan)
        _large(plan, {b"large/sparse.bin": 3 * 2**30})
    return plan


# Repositories and what they would run

_HOOKS: Final = ("pre-commit", "post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc")


def trap(canary: Path, name: str) -> str:
    """A shell command that says it ran, then does what a filter should do."""
    return f"echo {name} >> {canary}; cat"


def _config(plan: HostileWorkspace, where: str, included: str = "") -> str:
    def run(name: str) -> str:
        return f'"{trap(plan.canary, f"{where}-{name}")} #"'

    return f"""\
[core]
	repositoryformatversion = 0
	fsmonitor = {run("fsmonitor")}
	hooksPath = {plan.folder}/traps/hooks
	pager = {run("pager")}
	sshCommand = {run("ssh")}
	editor = {run("editor")}
	attributesFile = {plan.folder}/.gitattributes
[filter "trap"]
	clean = {run("clean")}
	smudge = {run("smudge")}
	required = true
[diff]
	external = {run("diff-external")}
[diff "trap"]
	textconv = {run("textconv")}
	command = {run("diff-command")}
[alias]
	status = !{run("alias")}
[credential]
	helper = !{run("credential")}
{included}"""


def _git(*arguments: str, cwd: Path) -> None:
    """Git, while there is nothing hostile yet."""
    clean = {"PATH": os.environ["PATH"], "HOME": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *arguments], cwd=cwd, env=clean, check=True, capture_output=True, timeout=60)


def _repositories(plan: HostileWorkspace) -> None:
    plan.file(b"src/main.py", b"print('kept')\n")
    plan.file(b"git", _hook(plan, "git-of-the-workspace"), 0o755)
    plan.file(b"traps/included.config", _config(plan, "included").encode())
    for hook in _HOOKS:
        plan.file(b"traps/hooks/" + hook.encode(), _hook(plan, f"hookspath-{hook}"), 0o755)
    included = f"[include]\n\tpath = {plan.folder}/traps/included.config\n"
    for place in (b"", b"nested/"):
        where = plan.folder / os.fsdecode(place)
        if place:
            plan.file(b"nested/inner.py", b"inner = 1\n")
        _git("init", "--quiet", "--template=", cwd=where)
        _git("add", "--all", cwd=where)
        _git("commit", "--quiet", "--message=x", cwd=where)
        (where / ".git" / "config").write_text(_config(plan, "nested" if place else "top", included))
        (where / ".git" / "hooks").mkdir()
        for hook in _HOOKS:
            plan.write(place + b".git/hooks/" + hook.encode(), _hook(plan, hook), 0o755)
        plan.without(place + b".git", "repository metadata")
    plan.file(b"unborn/file.txt", b"without commits\n")
    _git("init", "--quiet", "--template=", cwd=plan.folder / "unborn")
    plan.without(b"unborn/.git", "repository metadata")
    plan.file(b"submodule/file.txt", b"its .git points elsewhere\n")
    plan.write(b"submodule/.git", b"gitdir: ../nested/.git\n")
    plan.without(b"submodule/.git", "repository metadata")
    _bare_repository(plan)
    plan.file(b".GIT/config", _config(plan, "upper").encode())
    plan.file(b"git~1", b"gitdir: nested/.git\n")
    plan.file(b".gitmodules", b'[submodule "-x"]\n\tpath = -x\n\turl = --upload-pack=touch\n\tupdate = !touch x\n')


def _hook(plan: HostileWorkspace, name: str) -> bytes:
    return f"#!/bin/sh\n{trap(plan.canary, name)}\n".encode()


def _bare_repository(plan: HostileWorkspace) -> None:
    bare = plan.folder / "bare"
    bare.mkdir()
    _git("init", "--quiet", "--bare", "--template=", cwd=bare)
    (bare / "config").write_text(_config(plan, "bare"))
    for top, folders, files in os.walk(bare):
        inside = os.fsencode(os.path.relpath(top, plan.folder))
        for name in files:
            plan.kept[inside + b"/" + os.fsencode(name)] = Kept(REGULAR, Path(top, name).read_bytes())
        if not files and not folders:
            plan.without(inside + b"/", "empty folder")


def _attributes(plan: HostileWorkspace) -> None:
    everything = b"* filter=trap diff=trap merge=trap ident text eol=crlf\n*.txt filter=lfs diff=lfs -text\n"
    plan.file(b".gitattributes", everything)
    plan.file(b"attributes/.gitattributes", b"* working-tree-encoding=bad\n*.utf16 working-tree-encoding=UTF-16\n")
    plan.file(b"attributes/ident.c", b"/* $Id$ */\r\n")
    plan.file(b"attributes/text.utf16", "två\n".encode("utf-16"))
    plan.file(b"attributes/pointer.txt", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")


# What is not a plain file


def _links(plan: HostileWorkspace) -> None:
    outside = {b"links/passwd": b"/etc/passwd", b"links/up": b"../..", b"links/far": b"../../../../etc/passwd"}
    others = {
        **{b"links/here": b"..", b"links/self": b"self"},
        **{b"links/circle-a": b"circle-b", b"links/circle-b": b"circle-a"},
        b"links/dangling": b"nowhere",
        b"links/folder": b"../src",
        b"links/\x1b]8;;x\x07": b"\x1b]8;;http://example.org\x07",
        b"to-a-name-too-long": b"n" * 300,
    }
    for path, target in {**outside, **others}.items():
        plan.link(path, target)
    for path, target in outside.items():
        plan.noted[path_text(path)] = f"a link out of the workspace, to {path_text(target)}"


def _special_files(plan: HostileWorkspace) -> None:
    plan.file(b"piped/beside.txt", b"beside a pipe\n")
    kinds = ((b"pipe", stat.S_IFIFO, "named pipe"), (b"piped/.gitignore", stat.S_IFIFO, "named pipe"))
    for path, kind, why in (*kinds, (b"sock", stat.S_IFSOCK, "socket"), (b"device", stat.S_IFCHR, "device")):
        # A device node can be made by root alone, and not everywhere.
        with suppress(PermissionError), plan.parent(path) as (fd, name):
            os.mknod(name, kind | 0o600, os.makedev(1, 5), dir_fd=fd)
            plan.without(path, why)


def _unreadable(plan: HostileWorkspace) -> None:
    for path, mode in ((b"secret.txt", 0o000), (b"closed/inside.txt", 0o644)):
        plan.write(path, b"only root\n", mode)
        plan.unreadable[path] = Kept(REGULAR, b"only root\n")
    (plan.folder / "closed").chmod(0o000)


def _modes(plan: HostileWorkspace) -> None:
    plan.file(b"modes/setuid", b"#!/bin/sh\n", 0o4755)
    plan.file(b"modes/run.sh", b"#!/bin/sh\n", 0o744)
    plan.file(b"modes/others-may-run", b"#!/bin/sh\n", 0o645)
    with plan.parent(b"modes/one") as (fd, _):
        plan.file(b"modes/one", b"two names\n")
        os.link("one", "two", src_dir_fd=fd, dst_dir_fd=fd)
    plan.kept[b"modes/two"] = Kept(REGULAR, b"two names\n")


# Names and contents


def _names(plan: HostileWorkspace) -> None:
    plain = "[bold]|[@click=app.quit]x[/]|<script>|-rf|=cmd()|+1|@SUM(A1)|quote\"'|back\\slash| |é|*|CON|%2e|$(touch x)"
    hidden = ["line\nfeed", "tab\there", "esc\x1b[31mred\x1b[0m", "bell\x07", "csi\x9b31m", "return\rx", "del\x7f"]
    hidden += ["\u202egnp.exe", "zero\u200bwidth", "isolate\u2066x", "tag\U000e0041", "bom\ufeff", "soft\u00adhyphen"]
    for name in (*plain.split("|"), "a" * 255, "filler\u3164x", "selector\U000e0101"):
        plan.file(b"names/" + name.encode(), b"plain\n")
    for raw in [*(name.encode() for name in hidden), b"caf\xe9", b"\xff\xfe", b"half\xf0\x9f"]:
        plan.file(b"names/" + raw, b"hidden\n")
        plan.noted[path_text(b"names/" + raw)] = "its name has characters that do not show"
    for name in ("Case.txt", "case.txt", "CASE.txt"):
        plan.file(b"names/" + name.encode(), name.encode())
    plan.noted["names/Case.txt"] = plan.noted["names/case.txt"] = "differs from CASE.txt in case only"
    for folder in (b"Twin", b"twin"):
        plan.file(b"names/" + folder + b"/file", folder)
    plan.file(b"names/caf\xe9-folder\n/\x1b[2J", b"in a folder with an odd name\n")
    plan.noted[path_text(b"names/caf\xe9-folder\n/\x1b[2J")] = "its name has characters that do not show"


def _contents(plan: HostileWorkspace) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(zipfile.ZipInfo("../../escaped.txt"), "out")
    contents: dict[bytes, bytes] = {
        b"crlf.txt": b"one\r\ntwo\r\nthree\n",
        b"escapes": b"\x1b[2J\x1b[31mred\x1b]0;title\x07\x1bP1;2q\x1b\\\x08\x08\r",
        b"osc": b"\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\\x1b]52;c;cm0gLXJmIH4=\x07",
        b"c1": "\u009b31m\u0085\u0090".encode() + b"\x9b31m",
        b"bidi": "if (admin\u202e) {\u2066 // \u200b\u2069".encode(),
        **{b"empty": b"", b"no-newline": b"x", b"nul": b"a\0b\0", b"latin1": b"caf\xe9\n"},
        b"utf16": "\ufefftvå".encode("utf-16-le"),
        b"page.html": b"<script>alert(1)</script><img src=x onerror=alert(1)>\n",
        b"markup.txt": b"[bold]x[/] [@click=app.quit]y[/]\n",
        b"cells.csv": b"=cmd()|'/C calc'!A0,+1,-1,@SUM(A1),\t=1\n",
        b"archive.zip": packed.getvalue(),
        b"one-line.js": b"x" * 10_000_000,
    }
    for name, data in contents.items():
        plan.file(b"contents/" + name, data)


# What is left out, and what is large


def _tool_folders(plan: HostileWorkspace) -> None:
    plan.file(b"tools/made-by-hand.js", b"0")
    for name in (b"node_modules", b".venv", b"__pycache__"):
        plan.write(b"tools/" + name + b"/deep/one.js", b"1")
        plan.write(b"tools/" + name + b"/two.js", b"22")
        plan.without(b"tools/" + name + b"/", "left out by name")
    for path in (b"empty-folder", b"empty-folders/a/b"):
        with plan.parent(path) as (fd, name):
            os.mkdir(name, dir_fd=fd)
        plan.without(path + b"/", "empty folder")


def _ignore_files(plan: HostileWorkspace) -> None:
    plan.file(b"ignoring/.gitignore", b"*.log\nbuild/\n!keep.log\n")
    plan.file(b".gitignore", b"*.tmp\n")
    plan.file(b":!magic.txt", b"a path that git reads as a pattern\n")
    plan.file(b"ignoring/keep.log", b"kept by a negation\n")
    for path in (b"at-the-top.tmp", b"ignoring/out.log", b"ignoring/build/a.js", b"ignoring/build/b.js"):
        plan.write(path, b"ignored\n")
        plan.ignored[path] = Kept(REGULAR, b"ignored\n")


def _costly_ignore_file(plan: HostileWorkspace) -> None:
    """Patterns that keep a matcher busy for longer than anybody waits; none matches anything here."""
    plan.file(b"costly/.gitignore", b"**/a/" * 10 + b"z\n" + b"*a" * 30 + b"z\n")
    plan.file(b"costly/" + b"a/" * 60 + b"file", b"deep\n")
    plan.file(b"costly/" + b"a" * 120, b"long\n")


def _large(plan: HostileWorkspace, sizes: dict[bytes, int]) -> None:
    """Sparse files: large to read, small on disk."""
    for path, size in sizes.items():
        with plan.parent(path) as (fd, name):
            os.mknod(name, 0o644, dir_fd=fd)
        os.truncate(plan.folder / os.fsdecode(path), size)
        plan.without(path, "over 64 MiB")


def _deep(plan: HostileWorkspace) -> None:
    """Names of 255 bytes, 300 folders deep: a path of 77 kB, which no system call takes whole."""
    plan.file((b"d" * 255 + b"/") * 300 + b"bottom.txt", b"deep\n")
