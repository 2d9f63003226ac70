"""Tables of which every fault is kept, so that a person hears of all of them at once."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeVar

from grading.errors import MOST_FAULTS, FileError, one_of
from grading.strict import NO_WORDS, Table, toml_data

T = TypeVar("T")


class Gathering(Table):
    """A table in which a value that cannot be used is noted, and read as if it were not there."""

    def __init__(self, data: Mapping[str, object], file: str, name: str, faults: list[FileError]) -> None:
        super().__init__(data, file, name)
        self._faults = faults
        self._faulty: set[str] = set()

    @classmethod
    def of(cls, text: str, file: str) -> "Gathering":
        """The top table of a TOML text."""
        return cls(toml_data(text, file), file, "", [])

    def note(self, key: str, what: str, do: str) -> None:
        """One more fault; of each key the first is enough, since others follow from it."""
        self._note(key, self.wrong(key, what, do))

    def is_faulty(self, key: str) -> bool:
        """Whether something was wrong with this key."""
        return key in self._faulty

    def settle(self) -> None:
        """Refuses the file where anything is wrong with it."""
        if self._faults:
            raise one_of(self._faults)

    def text(self, key: str, default: str | None = None) -> str:
        return self._tried(key, lambda: super(Gathering, self).text(key, default), default or "")

    def flag(self, key: str) -> bool:
        return self._tried(key, lambda: super(Gathering, self).flag(key), False)

    def number(self, key: str, *, also: str = "") -> Fraction | None:
        return self._tried(key, lambda: super(Gathering, self).number(key, also=also), None)

    def integer(self, key: str, *, least: int = 0, most: int = 10**12) -> int | None:
        return self._tried(key, lambda: super(Gathering, self).integer(key, least=least, most=most), None)

    def texts(self, key: str) -> tuple[str, ...]:
        return self._tried(key, lambda: super(Gathering, self).texts(key), ())

    def numbers_by_name(self, key: str) -> dict[str, Fraction]:
        return self._tried(key, lambda: super(Gathering, self).numbers_by_name(key), {})

    def rungs(self, key: str) -> tuple[tuple[Fraction, Fraction], ...]:
        return self._tried(key, lambda: super(Gathering, self).rungs(key), ())

    def parts(self, key: str, label: str) -> "list[Gathering]":
        """The tables of an array, their faults among these."""
        none: list[Table] = []
        return [one for one in self._tried(key, lambda: self.tables(key, label), none) if isinstance(one, Gathering)]

    def done(self, meant: Mapping[str, str] = NO_WORDS) -> None:
        for key in self._left:
            near = self._near(key, meant)
            self._note(key, self._unknown(key, near))
            self._faulty.add(near)  # that it is missing goes without saying

    def _inner(self, data: Mapping[str, object], name: str) -> "Gathering":
        return Gathering(data, self.file, name, self._faults)

    def _tried(self, key: str, ask: Callable[[], T], instead: T) -> T:
        try:
            return ask()
        except FileError as fault:
            self._note(key, fault)
            return instead

    def _note(self, key: str, fault: FileError) -> None:
        if key in self._faulty:
            return
        self._faulty.add(key)
        self._faults.append(fault)
        if len(self._faults) >= MOST_FAULTS:
            self.settle()
