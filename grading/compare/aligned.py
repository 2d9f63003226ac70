"""Two texts → their rows: the whole way, in one function."""

from msgspec import Struct

from grading.compare.hunks import Begun, Differences, White, differences
from grading.compare.lines import Rows, align
from grading.compare.text import Text
from grading.runs.vault import Vault
from grading.sides import Pair


class Aligned(Struct, frozen=True):
    """Two texts and how their lines stand beside one another; no rows where a side is no text."""

    texts: Pair[Text]
    rows: Rows
    is_rough: bool = False
    """Whether no time was left to find what the two have in common."""

    @property
    def is_binary(self) -> bool:
        return any(text.is_binary for text in self.texts)

    @property
    def size(self) -> int:
        """Bytes of both texts."""
        return sum(len(text.data) for text in self.texts)


def aligned(
    vault: Vault, blobs: Pair[str | None], texts: Pair[Text], white: White, begun: Begun | None = None
) -> Aligned:
    """The texts of these blobs, aligned; where that was begun already, `begun` is on the way."""
    return beside(vault, blobs, in_lines(texts), white, begun)


def in_lines(texts: Pair[Text]) -> Pair[Text]:
    """Two texts as they are compared: very long lines are cut up on both sides, if there are any on one."""
    is_plain = any(text.is_binary for text in texts) or not any(text.has_long_lines for text in texts)
    return texts if is_plain else texts.map(Text.in_pieces)


def beside(
    vault: Vault, blobs: Pair[str | None], texts: Pair[Text], white: White, begun: Begun | None = None
) -> Aligned:
    """The texts of these blobs, in lines already, aligned."""
    if any(text.is_binary for text in texts):
        return Aligned(texts, align([], (), ()))
    found = Differences([]) if blobs.a == blobs.b else differences(vault, blobs, texts, white, begun)
    return Aligned(texts, align(found.hunks, *texts), found.is_rough)
