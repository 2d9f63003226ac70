"""The two sides that everything is compared by, named once. Nothing here knows what stands on them."""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Generic, TypeVar

from msgspec import Struct

T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")
V = TypeVar("V")


class Side(Enum):
    """A stands on the left, B on the right."""

    A = "A"
    B = "B"

    @property
    def other(self) -> "Side":
        return Side.B if self is Side.A else Side.A


class Pair(Struct, Generic[T_co], frozen=True):
    """One thing for each side."""

    a: T_co
    b: T_co

    def __getitem__(self, side: Side) -> T_co:
        return self.a if side is Side.A else self.b

    def __iter__(self) -> Iterator[T_co]:
        yield self.a
        yield self.b

    def map(self, change: Callable[[T_co], U]) -> "Pair[U]":
        """The same change on both sides."""
        return Pair(change(self.a), change(self.b))

    def beside(self, other: "Pair[V]") -> "Pair[tuple[T_co, V]]":
        """Two pairs as one, side by side."""
        return Pair((self.a, other.a), (self.b, other.b))

    def swapped(self) -> "Pair[T_co]":
        """The sides changed round."""
        return Pair(self.b, self.a)
