"""Git children: how every git command of this program is started, fed, bounded and ended.

Every child gets an environment built from nothing, runs in the vault, in a session of its own and with a timeout, so
that neither a workspace nor the user's configuration can make it run anything else, and none is waited for for ever.
"""

import fcntl
import os
import resource
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import IO, Final

from grading.errors import VaultError
from grading.visible import visible

PATIENCE: Final = 120.0
"""Seconds that a command may take, or that it may take nothing of what it is fed."""
_OUT_OF_TIME: Final = (-signal.SIGXCPU, -signal.SIGKILL)
OBJECTS: Final = "objects"
"""Where a vault keeps its objects."""
_BUFFER: Final = 2**20
_LOOK: Final = 0.05
"""Seconds between two looks whether anybody still wants what is printed."""


class GitTooSlowError(VaultError):
    """A git command took longer than it may."""


class Git:
    """Starts git for one vault.

    `borrowed` names the object folders of other vaults that may be read too; `scratch` is where new objects go, when
    they are for this moment only.
    """

    def __init__(self, vault: Path, borrowed: Sequence[Path] = (), scratch: Path | None = None) -> None:
        self._vault = vault
        self._borrowed = (*borrowed, vault / OBJECTS) if scratch else tuple(borrowed)
        self._scratch = scratch

    def with_scratch(self, scratch: Path) -> "Git":
        """The same vault to read, and a folder that takes what is written."""
        return Git(self._vault, self._borrowed, scratch)

    @cached_property
    def program(self) -> str:
        """Where git is."""
        # Only folders named in full: a workspace that one stands in may hold a program named git.
        folders = [one for one in os.get_exec_path() if Path(one).is_absolute()]
        found = shutil.which("git", path=os.pathsep.join(folders))
        if found is None:
            raise VaultError("git is not installed", do="install git 2.36 or newer")
        return found

    def require_installed(self) -> None:
        """Refuses to go on without git."""
        _ = self.program

    def environment(self) -> dict[str, str]:
        """Everything that a git child may know."""
        known = {
            "PATH": str(Path(self.program).parent),
            "HOME": str(self._vault),
            "LC_ALL": "C",
            "GIT_DIR": str(self._vault.resolve()),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_NO_LAZY_FETCH": "1",
        }
        if self._scratch:
            known["GIT_OBJECT_DIRECTORY"] = str(self._scratch.resolve())
        if self._borrowed:
            known["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = os.pathsep.join(map(_quoted, self._borrowed))
        return known

    @contextmanager
    def child(self, arguments: Sequence[str], cwd: Path | None = None, work: int | None = None) -> Iterator["Child"]:
        """A git child; whatever happens inside, it is gone afterwards. `work` bounds its seconds of CPU time."""
        with tempfile.TemporaryFile() as complaints:
            try:
                process = subprocess.Popen(
                    [self.program, *arguments],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=complaints,
                    env=self.environment(),
                    cwd=cwd or self._vault,
                    start_new_session=True,
                    # Unbuffered: what was not written when something fails must not be written on the way out.
                    bufsize=0,
                )
            except OSError as error:
                what = "git cannot be started" if error.filename == self.program else "its folder cannot be entered"
                raise VaultError(f"{what} ({error.strerror})", where=self._where()) from error
            with process:
                try:
                    if work is not None:
                        _bound(process.pid, work)
                    yield Child(process, complaints, arguments, self._where())
                finally:
                    if process.poll() is None:
                        os.killpg(process.pid, signal.SIGKILL)

    def run(self, *arguments: str, feed: bytes = b"", patience: float | None = None) -> bytes:
        """What a git command prints; an error when it fails or takes too long."""
        with self.child(arguments) as child:
            printed = child.finish(feed, patience)
            child.require(0)
            return printed

    def _where(self) -> str:
        return visible(str(self._vault))


class Child:
    """One running git command."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", complaints: IO[bytes], arguments: Sequence[str], where: str
    ) -> None:
        self._process = process
        self._complaints = complaints
        self._command = next(one for one in arguments if not one.startswith("-") and "=" not in one)
        self._where = where
        self._waiting: list[bytes] = []
        self._size = 0
        assert process.stdin is not None
        self._pipe = process.stdin.fileno()
        self._is_listening = True
        assert process.stdout is not None
        # Larger pipes save changing back and forth; a system that grants none has the ordinary ones.
        with suppress(OSError, AttributeError):
            for pipe in (self._pipe, process.stdout.fileno()):
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _BUFFER)

    @property
    def status(self) -> int:
        return self._process.returncode

    def write(self, *parts: bytes) -> None:
        """Feeds the child, a large piece at a time; what a child that has ended would have got is dropped."""
        self._waiting += parts
        self._size += sum(map(len, parts))
        if self._size >= _BUFFER:
            self._flush(PATIENCE)

    def _flush(self, patience: float) -> None:
        data = memoryview(b"".join(self._waiting))
        self._waiting, self._size = [], 0
        os.set_blocking(self._pipe, False)
        while data and self._is_listening:
            _, ready, _ = select.select([], [self._pipe], [], patience)
            if not ready:
                raise self._too_slow(patience)
            try:
                data = data[os.write(self._pipe, data) :]
            except BrokenPipeError:  # its status and complaint say why
                self._is_listening = False

    def finish(self, feed: bytes = b"", patience: float | None = None) -> bytes:
        """Feeds the rest, and what the child has printed once it has ended."""
        patience = PATIENCE if patience is None else patience
        if self._waiting:
            self._flush(patience)
        try:
            printed, _ = self._process.communicate(feed, patience)
        except subprocess.TimeoutExpired as error:
            raise self._too_slow(patience) from error
        return printed

    def parts(self, is_wanted: Callable[[], bool] = lambda: True) -> Iterator[bytes]:
        """What a child prints that is fed no more, as it comes and for as long as it is wanted."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._flush(PATIENCE)
        self._process.stdin.close()
        pipe = self._process.stdout.fileno()
        deadline = time.monotonic() + PATIENCE
        while is_wanted():
            ready, _, _ = select.select([pipe], [], [], _LOOK)
            if ready:
                part = os.read(pipe, _BUFFER)
                if not part:
                    self._process.wait(PATIENCE)
                    return
                yield part
            elif time.monotonic() > deadline:
                raise self._too_slow(PATIENCE)

    def read(self, most: int, is_wanted: Callable[[], bool] = lambda: True) -> tuple[bytes, bool]:
        """What comes in parts, up to a bound; whether it is all."""
        found: list[bytes] = []
        size = 0
        for part in self.parts(is_wanted):
            found.append(part)
            size += len(part)
            if size >= most:
                break
        return b"".join(found)[:most], self.status is not None

    @property
    def is_out_of_time(self) -> bool:
        """Whether it was ended because it had done all the work that it may do."""
        return self.status in _OUT_OF_TIME

    def require(self, *statuses: int) -> None:
        """Refuses any other exit status than these."""
        if self.is_out_of_time:
            raise GitTooSlowError(f"git {self._command} took too much work", where=self._where, do="try again")
        if self.status not in statuses:
            said = visible(self.complaint(400).strip(), keep="\n").replace("\n", " · ")
            raise VaultError(
                f"git {self._command} failed ({self.status}: {said})",
                where=self._where,
                do="check the disk and run `sidegrade doctor`",
            )

    def complaint(self, most: int) -> str:
        """The start of what the child said on standard error."""
        self._complaints.seek(0)
        return self._complaints.read(most).decode("utf-8", "replace")

    def _too_slow(self, patience: float) -> GitTooSlowError:
        return GitTooSlowError(f"git {self._command} took over {patience:.0f} s", where=self._where, do="try again")


def _bound(pid: int, seconds: int) -> None:
    """Unlike time on the clock, CPU time is the same on a busy machine; a system that cannot bound it has the clock."""
    with suppress(AttributeError, OSError, ValueError):
        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds))


def _quoted(path: Path) -> str:
    """A path in a list of paths, where git reads the separator and quotes as C does."""
    return '"{}"'.format(str(path.resolve()).replace("\\", "\\\\").replace('"', '\\"'))
