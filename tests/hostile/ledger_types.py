"""Where a ledger says of what type a value is: one byte in the head of its row, as SQLite's file format has it."""

from collections.abc import Iterator
from typing import Final

_LEAF_OF_TABLE, _LEAF_OF_INDEX, _INNER_OF_INDEX = 0x0D, 0x0A, 0x02
_HEAD: Final = {_LEAF_OF_TABLE: 8, _LEAF_OF_INDEX: 8, _INNER_OF_INDEX: 12}
"""Bytes before the pointers of a page whose cells have a row in them."""
TEXT: Final = 13
"""The first type of texts, whose every length has a type; those between them are for bytes, smaller ones for numbers."""


def type_places(data: bytes) -> list[int]:
    """The places of all types that are one byte, page after page; without what describes the tables themselves."""
    size = int.from_bytes(data[16:18], "big")
    return [place for start in range(size, len(data), size) for place in _of_page(data, start)]


def _of_page(data: bytes, start: int) -> Iterator[int]:
    kind = data[start]
    if kind not in _HEAD:
        return
    for cell in range(int.from_bytes(data[start + 3 : start + 5], "big")):
        pointer = start + _HEAD[kind] + 2 * cell
        place = start + int.from_bytes(data[pointer : pointer + 2], "big")
        _, place = _number(data, place + 4 if kind == _INNER_OF_INDEX else place)
        if kind == _LEAF_OF_TABLE:
            _, place = _number(data, place)
        yield from _of_row(data, place)


def _of_row(data: bytes, place: int) -> Iterator[int]:
    length, first = _number(data, place)
    end = place + length
    while first < end:
        _, after = _number(data, first)
        if after == first + 1:
            yield first
        first = after


def _number(data: bytes, place: int) -> tuple[int, int]:
    """A number as SQLite packs it, seven bits in a byte, and the place behind it."""
    found = 0
    for count in range(8):
        byte = data[place + count]
        found = found << 7 | byte & 0x7F
        if byte < 0x80:
            return found, place + count + 1
    return found << 8 | data[place + 8], place + 9
