"""What two workspaces have in common and what not, as a tree of files with counts and bars."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len, set_cell_size

from grading.compare.counts import Counts
from grading.compare.nature import Nature, nature_by_name
from grading.compare.tree import FilePair, Status
from grading.visible import path_text
from tui.painting.ink import Ink, Tone
from tui.painting.kinds import changed_kind, kinds
from tui.painting.side_by_side import LEAST_WIDTH
from tui.painting.signs import mark

_TONES: Final = {Status.ONLY_A: Tone.A, Status.ONLY_B: Tone.B}
_GAP: Final = "  "
_BAR: Final = 20
_LEAST_NAME: Final = 20
_NEARLY: Final = 0.99
_WORDS: Final = {
    Status.CHANGED: "changed",
    Status.ONLY_A: "only in A",
    Status.ONLY_B: "only in B",
    Status.MOVED: "moved",
    Status.COUNTERPART: "counterparts",
}


def summary(files: Sequence[FilePair], counted: Sequence[Counts], width: int, ink: Ink) -> Iterator[str]:
    """The tree of some files that differ, each line at most `width` columns."""
    figures = [_figures(file, counts) for file, counts in zip(files, counted, strict=True)]
    widths = [max(map(len, column)) for column in zip(*figures, strict=True)]
    room = max(width, LEAST_WIDTH) - sum(size + len(_GAP) for size in widths if size)
    bar = max(min(room - _LEAST_NAME - len(_GAP), _BAR), 0)
    name_room = room - (bar + len(_GAP) if bar else 0)
    most = max((counts.added + counts.removed for counts in counted), default=0)
    tree = list(_tree(files, name_room // 2))
    longest = min(max((cell_len(name) for name, is_file in tree if is_file), default=0), name_room)
    rows = iter(zip(files, counted, figures, strict=True))
    for name, is_file in tree:
        if not is_file:
            yield ink(Tone.FAINT, _clipped(name, width))
            continue
        file, counts, cells = next(rows)
        said = [cell.rjust(size) for cell, size in zip(cells, widths, strict=True) if size]
        fitted = ink(_TONES.get(file.status, Tone.PLAIN), set_cell_size(_clipped(name, longest), longest))
        ending = _ending(changed_kind(file), _bar(counts, most, bar), room - longest, ink)
        yield _GAP.join((fitted, *said, *ending)).rstrip()


def totals(files: Sequence[FilePair], counted: Sequence[Counts], same: int) -> str:
    """The sum of it all in one line: of the files that differ, and how many others there are."""
    said = []
    for status, word in _WORDS.items():
        count = sum(file.status is status for file in files)
        if count:
            suggested = sum(file.is_suggestion for file in files) if status is Status.COUNTERPART else 0
            named = word.removesuffix("s") if count == 1 else word
            said.append(f"{count:,} {named}" + (f" ({suggested:,} suggested)" if suggested else ""))
    if same:
        said.append(f"{same:,} the same")
    lines = f" · +{sum(one.added for one in counted):,} −{sum(one.removed for one in counted):,} lines"
    return ", ".join(said or ["no files on either side"]) + (lines if files else "")


def name_of(file: FilePair) -> str:
    """Both paths of a file, or the one it has on both sides."""
    a, b = file.paths
    if a is not None and b is not None and a != b:
        return f"{path_text(a)} ↔ {path_text(b)}"
    return path_text(file.path)


def facts(file: FilePair) -> list[str]:
    """What its lines do not tell of a file."""
    said = []
    if file.likeness is not None:
        said.append(f"{'may be counterparts' if file.is_suggestion else 'counterparts'}, likeness {_likeness(file)}")
    elif file.status is Status.COUNTERPART:
        said.append("stood together by hand")
    elif file.status is Status.MOVED:
        said.append("moved")
    said += kinds(file)
    if nature_by_name(file.path) is Nature.GENERATED:
        said.append("generated")
    return said


def _likeness(file: FilePair) -> str:
    """Two decimals; what is rounded up to the whole is not the same content yet."""
    return "" if file.likeness is None else f"{min(file.likeness, _NEARLY):.2f}"


def _figures(file: FilePair, counts: Counts) -> list[str]:
    a, b = file.files
    if counts.is_binary:
        return [_likeness(file), "binary", ""]
    if a and b and a.entry.blob == b.entry.blob and a.entry.mode != b.entry.mode:
        return [_likeness(file), "mode", ""]
    added, removed = f"+{counts.added:,}", f"−{counts.removed:,}"
    return [_likeness(file), added if counts.added else "", removed if counts.removed else ""]


def _ending(kind: str, bar: tuple[int, int], room: int, ink: Ink) -> list[str]:
    """The bar, and what became of the kind, which matters more than the bar where both have no room."""
    size = sum(bar)
    drawn = [ink(Tone.B, "+" * bar[0]) + ink(Tone.A, "-" * bar[1])] if size else []
    if not kind:
        return drawn
    if sum(len(_GAP) + one for one in (size, len(kind)) if one) <= room:
        return [*drawn, kind]
    return next(([form] for form in (kind, kind[kind.index("→") :]) if len(_GAP) + len(form) <= room), drawn)


def _bar(counts: Counts, most: int, size: int) -> tuple[int, int]:
    """How many signs stand for lines that B has, and for lines that A has."""
    if not most:
        return 0, 0
    # Whoever has a line at all has a sign, and nobody has more than the whole bar.
    added, removed = (-(-size * number // most) for number in (counts.added, counts.removed))
    while added + removed > size:
        added, removed = (added - 1, removed) if added >= removed else (added, removed - 1)
    return added, removed


def _tree(files: Sequence[FilePair], deepest: int) -> Iterator[tuple[str, bool]]:
    """Folders and files, indented up to so many columns, and which are files; a folder is named once."""
    open_folders: list[bytes] = []
    for file in files:
        *folders, name = file.path.split(b"/")
        shared = 0
        while shared < min(len(folders), len(open_folders)) and folders[shared] == open_folders[shared]:
            shared += 1
        for depth in range(shared, len(folders)):
            yield f"{' ' * min(2 * depth, deepest)}  {path_text(folders[depth])}/", False
        open_folders = folders
        other = file.paths.b if file.paths.a is not None else None
        beside = f" ↔ {path_text(_from_here(other, folders))}" if other is not None and other != file.path else ""
        yield f"{' ' * min(2 * len(folders), deepest)}{mark(file)} {path_text(name)}{beside}", True


def _from_here(path: bytes, folders: Sequence[bytes]) -> bytes:
    """Its name alone where it lies in the same folder, as what stands before it does; else all of it."""
    *above, name = path.split(b"/")
    return name if above == [*folders] else path


def _clipped(name: str, width: int) -> str:
    return name if cell_len(name) <= width else f"{set_cell_size(name, width - 1)}…"
