"""The program. Every way it can end is here: done 0, the answer is "no" 1, misuse or a fault 2."""

import os
import sys

import click

from grading.errors import SidegradeError
from tui.commands.console import complain
from tui.commands.group import sidegrade


def main() -> None:
    """Runs a command and exits with its status."""
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Runs a command; its exit status."""
    status = 2
    try:
        answered = sidegrade.main(args=arguments, prog_name="sidegrade", standalone_mode=False)
        sys.stdout.flush()
        status = answered if isinstance(answered, int) else 0
    except SidegradeError as error:
        complain(str(error))
    except click.UsageError as error:
        help_line = f"; see `{error.ctx.command_path} --help`" if error.ctx else ""
        complain(error.format_message().rstrip(".") + help_line)
    except click.ClickException as error:
        complain(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted; what was done before is kept")
        status = 130
    except BrokenPipeError:
        # The reader has gone (`| head`). Nothing is left to say, and nothing may be said while Python shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as error:
        complain(f"{error.filename or 'the output'}: {(error.strerror or 'cannot be used').lower()}")
    return status


if __name__ == "__main__":
    main()
