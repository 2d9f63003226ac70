"""The program. Every way it can end is here: done 0, the answer is "no" 1, misuse or a fault 2, a signal 128 and more.

What costs time to import is imported inside the part that is guarded, so that no moment of it ends in a traceback.
"""

import gc
import os
import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Final, TextIO

from tui.ending import ENDING, Ended

_OBJECTS: Final = 100_000
"""How many new objects make it worth looking for garbage: large lists are made, and hardly anything goes in circles."""

_IMPORTING: Final = "<frozen importlib"
"""The file of Python's own code that imports."""
_AGAIN: Final = 0.01
"""Seconds after which a signal comes again."""
_waiting: list[int] = []
"""The signal that does."""


def main() -> None:
    """Runs a command and exits with its status."""
    gc.set_threshold(_OBJECTS, 20, 20)
    status = 128 + signal.SIGINT
    try:
        _open_closed_streams()
        _listen()
        status = run()
    except Ended as ended:
        status = 128 + ended.number
    except KeyboardInterrupt:
        pass  # so early or so late that there is nothing to say
    except OSError:
        status = 2  # a complaint could not be written: its terminal is gone
    for number in (*ENDING, signal.SIGALRM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # so late, it would end in a traceback
    if _waiting:
        status = 128 + _waiting[0]
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
            if status == 128 + signal.SIGHUP:
                _forget(stream)  # the terminal is gone, and what Python might say at the very end with it
        except OSError:
            _forget(stream)  # it was said already; Python would say it again
    sys.exit(status)


def run(arguments: list[str] | None = None) -> int:
    """Runs a command; its exit status."""
    try:
        import click

        from grading.errors import SidegradeError
        from tui.commands.console import ReaderLeftError, complain
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    status = 2
    try:
        status = _answer(arguments)
    except SidegradeError as error:
        for fault in error.faults:
            complain(str(fault))
    except click.UsageError as error:
        help_line = f"; see `{error.ctx.command_path} --help`" if error.ctx else ""
        complain(error.format_message().rstrip(".") + help_line)
    except click.ClickException as error:
        complain(error.format_message())
    except ReaderLeftError as left:
        _forget(sys.stdout)
        status = left.status
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted; what was done before is kept")
        status = 128 + signal.SIGINT
    except (BrokenPipeError, SystemExit):
        # The reader has gone (`| head`); where click notices first, it exits. Nothing is left to say, and nothing may
        # be said while Python shuts down.
        _forget(sys.stdout)
        status = 0
    except OSError as error:
        complain(_fault(error))
    except MemoryError:
        complain("there is not enough memory; what was done before is kept")
    return status


def _fault(error: OSError) -> str:
    """What went wrong with a file that no other part of the program speaks of."""
    why = (error.strerror or "cannot be used").lower()
    if error.filename is not None:
        do = "; see with ls -ld whose it is" if isinstance(error, PermissionError) else ""
        return f"{error.filename}: {why}{do}"
    try:
        Path.cwd()
    except OSError:
        return "the folder that you are in is gone; go to another one"
    return f"the output: {why}"


def _answer(arguments: list[str] | None) -> int:
    import click

    from tui.commands.group import sidegrade

    try:
        answered = sidegrade.main(args=arguments, prog_name="sidegrade", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as asked:
        # Its message is the help; who names no command is asking for it.
        click.echo(asked.format_message())
        answered = 0
    sys.stdout.flush()
    return answered if isinstance(answered, int) else 0


def _forget(stream: TextIO) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _open_closed_streams() -> None:
    """Gives each standard stream that is closed a place, or the next file that is opened would take it.

    Input is empty then, complaints are lost, and an output fails when something is written, as it should.
    """
    for number, flags in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # takes the lowest number that is free, which is this one
    sys.stdin = _stream(sys.stdin, 0, "r")
    sys.stdout = _stream(sys.stdout, 1, "w")
    sys.stderr = _stream(sys.stderr, 2, "w")


def _stream(stream: TextIO | None, number: int, mode: str) -> TextIO:
    if stream is not None:
        if isinstance(stream, TextIOWrapper) and mode == "w":
            # Where the terminal's encoding has no ≠, it is written as an escape: better than not at all.
            stream.reconfigure(errors="backslashreplace")
        return stream
    return TextIOWrapper(open(number, f"{mode}b", closefd=False), "utf-8")


def _listen() -> None:
    for number in ENDING:
        # `nohup` has the hangup ignored, and means it.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)


def _end(number: int, frame: FrameType | None) -> None:
    if _comes_again(number, frame):
        return
    for other in ENDING:
        signal.signal(other, signal.SIG_IGN)  # a second one must not break off what the first one winds up
    raise Ended(number)


def _interrupt(number: int, frame: FrameType | None) -> None:
    if not _comes_again(number, frame):
        signal.default_int_handler(number, frame)


def _comes_again(number: int, frame: FrameType | None) -> bool:
    """Whether a signal comes at a bad moment; then it comes again.

    What is raised while something is imported may be lost there, or become another error.
    """
    while frame is not None and not frame.f_code.co_filename.startswith(_IMPORTING):
        frame = frame.f_back
    if frame is None:
        return False
    _waiting[:] = [number]
    signal.signal(signal.SIGALRM, _once_more)
    signal.setitimer(signal.ITIMER_REAL, _AGAIN)
    return True


def _once_more(_: int, __: FrameType | None) -> None:
    if _waiting:
        signal.raise_signal(_waiting.pop())


if __name__ == "__main__":
    main()
