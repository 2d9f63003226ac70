"""Generated names and contents that try to reach the terminal as something else than text; the same for the same seed."""

import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from grading.sides import Pair

ESCAPES: Final = (
    *(b"\x1b[2J", b"\x1b[31m", b"\x1b[0;7;5m", b"\x1b[1;1H", b"\x1b[?1049h", b"\x1b[6n", b"\x1b[c", b"\x1b[21t"),
    *(b"\x1b]0;title\x07", b"\x1b]8;;http://example.org\x1b\\", b"\x1b]52;c;cm0gLXJmIH4=\x07", b"\x1b]1337;x=\x07"),
    *(
        b"\x1bP1$r0m\x1b\\",
        b"\x1b_Gi=1;AAAA\x1b\\",
        b"\x1b^pm\x1b\\",
        b"\x1bXsos\x1b\\",
        b"\x1bc",
        b"\x1b(0",
        b"\x1b#8",
    ),
    *(b"\x9b31m", b"\x9d0;title\x9c", b"\x90q\x9c", b"\xc2\x9b31m", b"\xc2\x9d0;x\xc2\x9c", b"\xc2\x85", b"\xc2\x90"),
    *(b"\x1b", b"\x1b[", b"\x1b]", b"\x1b\x1b[0m[2J", b"\x1b[0\x1b[0m1m"),
)
CONTROLS: Final = tuple(bytes([code]) for code in (*range(1, 10), *range(11, 32), 0x7F))
UNSEEN: Final = tuple(
    chr(code).encode()
    for first, last in (
        *((0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F)),
        *((0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
        *((0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xFFFE, 0xFFFF), (0xFDD0, 0xFDD3), (0xE000, 0xE003), (0x1BCA0, 0x1BCA3)),
        *((0x1D173, 0x1D17A), (0xE0001, 0xE0001), (0xE0020, 0xE0024), (0xE0100, 0xE0103), (0x10FFFE, 0x10FFFF)),
    )
    for code in range(first, last + 1)
)
BROKEN: Final = (
    *(
        b"\x80",
        b"\xbf",
        b"\xc3",
        b"\xe2\x80",
        b"\xf0\x9f\x98",
        b"\xff",
        b"\xfe",
        b"\xc0\x9b",
        b"\xc1\xbf",
        b"\xe0\x80\x9b",
    ),
    *(
        b"\xed\xa0\x80",
        b"\xed\xb2\x9b",
        b"\xf4\x90\x80\x80",
        b"\xf8\x88\x80\x80\x80",
        b"\xe2\x80\xae"[:2] + b"\xae\x80",
    ),
)
SHOWN: Final = tuple(
    text.encode()
    for text in (
        "漢字",
        "한",
        "é",
        "e\u0301\u0323\u0489",
        "👍🏽",
        "👩\u200d💻",
        "🇩🇪",
        "ﷺ",
        "עברית",
        "ไทย",
        "⟨202E⟩",
        "│",
        "+",
        "-",
    )
)
PLAIN: Final = (
    *(b"def", b"if", b"return", b"x", b"=", b"(", b")", b";", b"#", b" ", b"  ", b"\t", b"\\", b"\\x1b", b"\\u{202e}"),
    *(b"[-a-]", b"{+b+}", b"[bold]", b"[/]", b"<b>", b"@@ -1 +1 @@"),
)
PAGE: Final = (
    "\"'><script>window.ran=1</script></script></style></title><img src=http://example.org/i onerror='window.ran=2'>"
    "<svg onload='window.ran=3'></svg><iframe src='http://example.org/f'></iframe><base href='http://example.org/'>"
    "<link rel=stylesheet href='http://example.org/s'><style>@import 'http://example.org/c';</style>"
    "<a href='javascript:window.ran=4'>x</a> [x](javascript:window.ran=5) ![x](http://example.org/m)"
    "<form action='http://example.org/'><meta http-equiv=refresh content='0;url=http://example.org/'> --> ]]> {{ 7 * 7 }}"
)
"""Everything that a page could run, fetch or follow; what runs says so in `window.ran`."""
CELLS: Final = ("=cmd()|'/C calc'!A0", "+1+cmd()", "-1+cmd()", "@SUM(A1)", "\t=cmd()", "\r=cmd()", "\uff1dcmd()")
"""What a spreadsheet takes for a formula at the start of a cell."""
_KINDS: Final[Sequence[tuple[bytes, ...]]] = (ESCAPES, CONTROLS, UNSEEN, BROKEN, SHOWN, PLAIN)
_LONGEST_NAME: Final = 120


class Hostile:
    """Draws hostile names and contents."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def line(self, most: int = 12) -> bytes:
        """A line without its newline."""
        return b"".join(self.chance.choice(self.chance.choice(_KINDS)) for _ in range(self.chance.randrange(most)))

    def name(self, number: int) -> bytes:
        """The name of a file or folder, its own for each number."""
        drawn = self.line(6).replace(b"/", b"|").replace(b"\0", b"")[:_LONGEST_NAME]
        return drawn + b"%d" % number

    def text(self) -> bytes:
        """The content of a file, of any kind and encoding."""
        ends: Sequence[bytes] = self.chance.choice(((b"\n",), (b"\r\n",), (b"\n", b"\r\n", b"\r", b"\x0b", b"\x0c")))
        lines = [self.line() + self.chance.choice(ends) for _ in range(self.chance.randrange(1, 4))]
        return self.chance.choices(_SHAPES, _WEIGHTS)[0](self.chance, b"".join(lines))


def _noise(chance: random.Random, data: bytes) -> bytes:
    return data + chance.randbytes(chance.randrange(1, 80)).replace(b"\0", b"\x9b")


def _wide(encoding: str) -> Callable[[random.Random, bytes], bytes]:
    return lambda chance, data: data.decode("utf-8", "replace").encode(encoding)


def _as_it_is(chance: random.Random, data: bytes) -> bytes:
    return data


def _without_end(chance: random.Random, data: bytes) -> bytes:
    return data.rstrip(b"\n")


def _binary(chance: random.Random, data: bytes) -> bytes:
    return data + b"\0" + data


def _long(chance: random.Random, data: bytes) -> bytes:
    return (data.replace(b"\n", b" ") * 2_000)[:3_000] + b"\n"


_SHAPES: Final = (_as_it_is, _without_end, _noise, _binary, _long, *map(_wide, ("utf-16", "utf-16-le", "utf-32")))
_WEIGHTS: Final = (60, 10, 15, 4, 1, 4, 3, 3)


def hostile_pair(top: Path, count: int, *, changed: int, seed: int = 1) -> Pair[Path]:
    """Two folders of so many files in all: some stand on both sides and differ, the others on the left side only."""
    drawn = Hostile(seed)
    sides = Pair(top / "one", top / "other")
    for side in sides:
        side.mkdir()
    folder = b""
    for number in range(count - changed):
        if number % 100 == 0:
            folder = drawn.name(number)
            for side in sides if number < changed else (sides.a,):
                os.mkdir(os.path.join(os.fsencode(side), folder))
        path = os.path.join(folder, drawn.name(number))
        text = drawn.text()
        _write(sides.a, path, text)
        if number < changed:
            _write(sides.b, path, text + drawn.text())
    return sides


def _write(side: Path, path: bytes, data: bytes) -> None:
    with open(os.path.join(os.fsencode(side), path), "wb") as file:
        file.write(data)
