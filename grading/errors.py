"""One family of errors for people: what is wrong, where, and what to do about it.

Every error that a user can cause or meet is one of these, and its text is one clear sentence.
"""


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

    def __str__(self) -> str:
        said = f"{self.where}: {self.what}" if self.where else self.what
        return f"{said}; {self.do}" if self.do else said


def _again(kind: type[SidegradeError], what: str, where: str, do: str) -> SidegradeError:
    return kind(what, where=where, do=do)


class FileError(SidegradeError):
    """A file that a person wrote cannot be read as what it should be."""


class RubricError(SidegradeError):
    """A rubric cannot be used as it stands."""


class RunError(SidegradeError):
    """A run, its folder or its figures cannot be taken in."""


class MarkError(SidegradeError):
    """A decision does not fit the rubric or the state of the card."""


class VaultError(SidegradeError):
    """The vault cannot be read or written."""


class LedgerError(SidegradeError):
    """The ledger cannot be read or written; nothing was recorded."""


class StudyError(SidegradeError):
    """There is no study here, or a name in it is not known."""
