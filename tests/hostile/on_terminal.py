"""Commands of the real program on one terminal, each in a process forked from one that has imported it already:

`python -P on_terminal.py COMMANDS`, a JSON list of lists of arguments, as a shell would have them: first what is to
stand in the environment (`NAME=text`), last a file to read from (`<path`). After each, its exit status stands between
two characters that the program never sends.
"""

import importlib
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Final

MARK: Final = b"\x1e"
_ENDED: Final = re.compile(MARK + rb"(-?\d+)" + MARK)
_SET: Final = re.compile("([A-Z_]+)=(.*)", re.DOTALL)


def command_line(commands: Iterable[Sequence[str]]) -> list[str]:
    """What runs these commands, wherever it is started."""
    return [sys.executable, "-P", __file__, json.dumps([*map(list, commands)])]


def told_apart(printed: bytes) -> list[tuple[bytes, int]]:
    """What each command printed, and its exit status."""
    *parts, rest = _ENDED.split(printed)
    assert not rest.strip(), rest
    return [(said, int(status)) for said, status in zip(parts[::2], parts[1::2], strict=True)]


def _be(arguments: list[str]) -> None:
    """Is the program."""
    from tui.__main__ import main

    while named := _SET.fullmatch(arguments[0]):
        os.environ[named[1]] = named[2]
        del arguments[0]
    if arguments[-1].startswith("<"):
        os.dup2(os.open(arguments.pop()[1:], os.O_RDONLY), 0)
    sys.argv = ["sidegrade", *arguments]
    main()


def _serve(commands: list[list[str]]) -> None:
    for name in ("tui.__main__", "tui.commands.group", "grading.study"):
        importlib.import_module(name)
    for arguments in commands:
        if (child := os.fork()) == 0:
            _be(arguments)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(1, MARK + b"%d" % status + MARK)


if __name__ == "__main__":
    _serve(json.loads(sys.argv[1]))
