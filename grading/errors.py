"""One family of errors for people: what is wrong, where, and what to do about it.

Every error that a user can cause or meet is one of these, and its text is one clear sentence.
"""

from collections.abc import Sequence
from typing import Final

MOST_FAULTS: Final = 50
"""Nobody mends more at a time; and a file that is nothing but faults must not keep its reader busy."""
MOST_NAMED: Final = 20
"""So many of the rows or keys that cannot be taken are named, and the others counted."""
_MOST_COUNTED: Final = 1000


class SidegradeError(Exception):
    """What is wrong (`what`), where it is (`where`: a file, key or line), and what to do (`do`)."""

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        super().__init__(what, where, do)
        self.what = what
        self.where = where
        self.do = do

    def __reduce__(self) -> tuple[object, ...]:
        # An error of another process is told here as it was raised there.
        return _again, (type(self), self.what, self.where, self.do)

    @property
    def faults(self) -> "tuple[SidegradeError, ...]":
        """Each single thing that is wrong: itself, where it does not hold several."""
        return (self,)

    def __str__(self) -> str:
        said = f"{self.where}: {self.what}" if self.where else self.what
        return f"{said}; {self.do}" if self.do else said


def _again(kind: type[SidegradeError], what: str, where: str, do: str) -> SidegradeError:
    return kind(what, where=where, do=do)


class FileError(SidegradeError):
    """A file that a person wrote cannot be read as what it should be."""


class FaultsError(FileError):
    """Several faults of one file; as one sentence it is the first of them, and how many more there are."""

    def __init__(self, faults: Sequence[SidegradeError], unnamed: int = 0) -> None:
        first = faults[0]
        super().__init__(f"{first.what} (and {len(faults) - 1 + unnamed} more)", where=first.where, do=first.do)
        self._faults = tuple(faults)
        self._unnamed = unnamed

    def __reduce__(self) -> tuple[object, ...]:
        return FaultsError, (self._faults, self._unnamed)

    @property
    def faults(self) -> tuple[SidegradeError, ...]:
        if not self._unnamed:
            return self._faults
        least = "at least " if len(self._faults) + self._unnamed >= _MOST_COUNTED else ""
        return (*self._faults, FileError(f"and {least}{self._unnamed} more", do="mend these first"))


class Faults:
    """What is wrong with the rows or keys of a file, gathered so that a person hears of all of it at once."""

    def __init__(self) -> None:
        self._found: dict[str, SidegradeError] = {}

    def note(self, fault: SidegradeError) -> None:
        """One more; of each place the first is enough, since others may follow from it."""
        self._found.setdefault(fault.where, fault)
        if len(self._found) == _MOST_COUNTED:
            self.settle()

    def settle(self) -> None:
        """Refuses the file where anything is wrong with it."""
        found = list(self._found.values())
        if len(found) == 1:
            raise found[0]
        if found:
            raise FaultsError(found[:MOST_NAMED], max(len(found) - MOST_NAMED, 0))


def one_of(faults: Sequence[FileError]) -> FileError:
    """The one error that says them all; there is at least one."""
    return faults[0] if len(faults) == 1 else FaultsError(faults)


class RubricError(SidegradeError):
    """A rubric cannot be used as it stands."""


class RunError(SidegradeError):
    """A run, its folder or its figures cannot be taken in."""


class MarkError(SidegradeError):
    """A decision does not fit the rubric or the state of the card."""


class LockedError(MarkError):
    """A card is locked. It does not say of which run: who grades blind is not to read its name."""


class VaultError(SidegradeError):
    """The vault cannot be read or written."""


class LedgerError(SidegradeError):
    """The ledger cannot be read or written; nothing was recorded."""


class StudyError(SidegradeError):
    """There is no study here, or a name in it is not known."""
