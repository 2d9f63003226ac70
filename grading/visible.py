"""Text that strangers wrote, made safe and honest to show.

Invariant: what `visible` and `path_text` return holds no control, bidirectional, zero-width or unassigned
character: each is replaced by a symbol that says what stood there. `path_bytes(path_text(raw)) == raw`.
"""

import re
import unicodedata

_PLAIN = re.compile(r"[\x20-\x7e]*\Z")
_ESCAPE = re.compile(r"\\(?:\\|x([0-9a-f]{2})|u\{([0-9a-f]{1,6})\})")


# Letters and marks that take no place: a name with one in it looks exactly like the name without.
_UNSEEN = frozenset(
    chr(code)
    for first, last in (
        *((0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x3164, 0x3164)),
        *((0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF)),
    )
    for code in range(first, last + 1)
)


def _is_shown(char: str) -> bool:
    return (char.isprintable() or unicodedata.category(char) == "Zs") and char not in _UNSEEN


def _symbol(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨{code:04X}⟩"


def visible(text: str, *, keep: str = "") -> str:
    """The same text with every character that would not show replaced by a symbol; those in `keep` stay."""
    if _PLAIN.match(text):
        return text
    return "".join(char if char in keep or _is_shown(char) else _symbol(char) for char in text)


def is_whole(text: str) -> bool:
    """Whether a text can be kept: half a character (a lone surrogate) stands for bytes that were never text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def path_text(raw: bytes) -> str:
    """A file name as text that can be shown, typed and turned back: odd bytes stand as `\\xff` or `\\u{202e}`."""
    text = raw.decode("utf-8", "surrogateescape")
    if _PLAIN.match(text) and "\\" not in text:
        return text
    return "".join(_escaped(char) for char in text)


def _escaped(char: str) -> str:
    code = ord(char)
    if char == "\\":
        return "\\\\"
    if _is_shown(char):
        return char
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8, as surrogateescape holds it
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{{{code:x}}}"


def path_bytes(text: str) -> bytes:
    """The file name that `path_text` showed."""

    def unescaped(found: re.Match[str]) -> str:
        byte, code = found.groups()
        if byte is not None:
            value = int(byte, 16)
            return chr(value if value < 0x80 else 0xDC00 + value)
        if code is None:
            return "\\"
        value = int(code, 16)
        return found[0] if value > 0x10FFFF or 0xD800 <= value <= 0xDFFF else chr(value)

    return _ESCAPE.sub(unescaped, text).encode("utf-8", "surrogateescape")
