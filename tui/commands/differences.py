"""What `sidegrade diff` prints: the tree of files, their texts, or JSON."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from grading.compare.aligned import Aligned
from grading.compare.comparison import Comparison
from grading.compare.counts import Counts
from grading.compare.hunks import White
from grading.compare.nature import Nature, nature
from grading.compare.tree import FilePair, Status
from grading.sides import Side
from grading.visible import path_text, visible
from grading.words import counted
from tui.commands.console import say_json
from tui.painting.ink import Ink, Tone
from tui.painting.kinds import kind_of
from tui.painting.lines import notices
from tui.painting.side_by_side import side_by_side
from tui.painting.signs import mark
from tui.painting.summary import facts, name_of, summary, totals
from tui.painting.unified import unified, word_diff

_MOST_NAMED = 6


class Differences:
    """The differences of some files, ready to be printed."""

    def __init__(
        self, comparison: Comparison, files: Sequence[FilePair], white: White, width: int, ink: Ink, context: int
    ) -> None:
        self._comparison = comparison
        self._files = files
        self._white = white
        self._width = width
        self._ink = ink
        self._context = context

    @cached_property
    def _counted(self) -> list[Counts]:
        return list(self._comparison.counts(self._files, self._white))

    @cached_property
    def _shown(self) -> list[tuple[FilePair, Counts]]:
        """The files that differ, as far as white space counts, and in how many lines."""
        every = zip(self._files, self._counted, strict=True)
        return [(file, counts) for file, counts in every if self._differs(file, counts)]

    @cached_property
    def _differing(self) -> list[FilePair]:
        if self._white is White.EXACT:  # nothing has to be counted
            return [file for file in self._files if file.status is not Status.SAME]
        return [file for file, _ in self._shown]

    @property
    def is_any(self) -> bool:
        """Whether anything differs at all."""
        return bool(self._differing)

    def _differs(self, file: FilePair, counts: Counts) -> bool:
        if self._white is White.EXACT or file.status is Status.SAME:
            return file.status is not Status.SAME
        a, b = file.files
        if a is None or b is None or a.path != b.path or a.entry.mode != b.entry.mode:
            return True
        return bool(counts.added or counts.removed or counts.is_binary)

    def print_json(self) -> None:
        """Everything as one JSON document."""
        a, b = self._comparison.sides
        files = [_as_json(file, counts) for file, counts in zip(self._files, self._counted, strict=True)]
        left_out = {side.value.lower(): self._left_out_json(side) for side in Side}
        say_json({"a": visible(a.name), "b": visible(b.name), "files": files, "left_out": left_out})

    def _left_out_json(self, side: Side) -> list[dict[str, object]]:
        told = (*self._comparison.sides[side].left_out, *self._comparison.sides[side].odd)
        return [{"path": one.path, "why": one.why, "files": one.files} for one in told]

    def tree(self) -> Iterator[str]:
        """The tree of the files that differ."""
        yield from self._names()
        files, counts = [file for file, _ in self._shown], [one for _, one in self._shown]
        if files:
            yield ""
            yield from summary(files, counts, self._width, self._ink)
        yield ""
        yield totals(files, counts, len(self._files) - len(files))
        yield from self._left_out()

    def _names(self) -> Iterator[str]:
        for side in Side:
            yield f"{self._ink(Tone.TITLE, side.value)}  {visible(self._comparison.sides[side].name)}"

    def texts(self, style: str | None, path: bytes | None) -> Iterator[str]:
        """The texts of the files that differ, one after the other; `path` is what was asked for, if not everything."""
        yield from self._names()
        for file in self._differing:
            opened = self._comparison.open(file, self._white)
            yield ""
            yield from self._head(file, opened)
            if file.blobs.a != file.blobs.b:
                yield from self._body(file, opened, style, is_named=path in file.paths)
        if not self._differing:
            yield ""
            yield totals([], [], len(self._files)) if path is None else f"{path_text(path)} is the same on both sides"
        if path is None and (left_out := list(self._left_out())):
            yield ""
            yield from left_out

    def _head(self, file: FilePair, opened: Aligned) -> Iterator[str]:
        has_lines = file.blobs.a != file.blobs.b and not opened.is_binary
        counts = f"  +{opened.rows.differing(Side.B):,} −{opened.rows.differing(Side.A):,}" if has_lines else ""
        title = self._ink(Tone.TITLE, f"{mark(file)} {name_of(file)}{counts}")
        said = [*facts(file), *(notices(opened) if has_lines else ())]
        yield title + (self._ink(Tone.FAINT, f"  {' · '.join(said)}") if said else "")

    def _body(self, file: FilePair, opened: Aligned, style: str | None, *, is_named: bool) -> Iterator[str]:
        kind = nature(file.path, max(opened.texts, key=lambda text: len(text.data)))
        if opened.is_binary:
            sizes = (f"{side.value} {_size(opened.texts[side].size)}" for side in Side if file.files[side])
            return iter([f"  no text: {', '.join(sizes)}"])
        if kind is not Nature.TEXT and not is_named:
            return iter([f"  {kind.value}; name it to see its lines: {path_text(file.path)}"])
        if style == "unified":
            return unified(opened, self._ink, self._context)
        if style == "words":
            return word_diff(opened, self._ink, self._context)
        return side_by_side(opened, self._width, self._ink, self._context)

    def _left_out(self) -> Iterator[str]:
        """What plain folders hold and nobody compared."""
        for side in Side:
            told = [one for one in self._comparison.sides[side].left_out if one.files]
            if told:
                named = ", ".join(one.path for one in told[:_MOST_NAMED]) + (" …" if len(told) > _MOST_NAMED else "")
                yield f"left out of {side.value}: {counted(sum(one.files for one in told), 'file')} ({named})"
            odd = self._comparison.sides[side].odd
            yield from (f"note on {side.value}: {one.path}: {one.why}" for one in odd[:_MOST_NAMED])
            if len(odd) > _MOST_NAMED:
                yield f"note on {side.value}: and {len(odd) - _MOST_NAMED} more"


def _as_json(file: FilePair, counts: Counts) -> dict[str, object]:
    a, b = file.paths.map(lambda path: None if path is None else path_text(path))
    likeness = 1.0 if file.status in (Status.SAME, Status.MOVED) else file.likeness
    kinds = {side.value.lower(): kind_of(one) if (one := file.files[side]) else None for side in Side}
    said = {"a": a, "b": b, "kinds": kinds, "status": file.status.value, "likeness": likeness}
    return {**said, "added": counts.added, "removed": counts.removed, "binary": counts.is_binary}


def _size(count: int) -> str:
    return "1 byte" if count == 1 else f"{count:,} bytes"
