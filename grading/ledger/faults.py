"""SQLite's errors → ours: what is wrong with the ledger, and what a person can do about it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import ValidationError

from grading.errors import LedgerError
from grading.visible import visible

_RESTORE: Final = "restore it from a backup"
_SAYINGS: Final = (
    (("locked", "busy"), "another program holds it", "close that program or try again"),
    (("readonly", "read-only"), "it cannot be written", "make the study's folder writable"),
    (("full",), "the disk is full", "free some space; what was saved before is safe"),
    (("malformed", "not a database", "corrupt", "user-defined function"), "it is damaged", _RESTORE),
    (("unable to open",), "it cannot be opened", "check that the folder is there and can be written"),
    (("disk i/o",), "the disk does not answer as it should", "check the disk; what was saved before is safe"),
    (("append-only",), "an entry was about to be changed, and entries never change", "report this"),
)


@contextmanager
def ledger_faults(path: Path) -> Iterator[None]:
    """Turns what SQLite raises into one clear sentence."""
    try:
        yield
    except (UnicodeDecodeError, ValidationError) as error:  # what SQLite hands over as it lies in a damaged file
        raise LedgerError("not saved or not read: it is damaged", where=visible(str(path)), do=_RESTORE) from error
    except sqlite3.IntegrityError as error:
        raise LedgerError(
            f"the ledger refused an entry ({error})", where=visible(str(path)), do="report this"
        ) from error
    except sqlite3.DatabaseError as error:
        message = str(error).lower()
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_IOERR_SHMSIZE:
            message = "full"  # of what programs share beside the ledger
        for words, what, do in _SAYINGS:
            if any(word in message for word in words):
                raise LedgerError(f"not saved or not read: {what}", where=visible(str(path)), do=do) from error
        raise LedgerError(f"SQLite says: {error}", where=visible(str(path)), do="run `sidegrade doctor`") from error
