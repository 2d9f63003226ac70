"""What kind of file stands on each side: what its lines cannot tell, for a link's target looks like any text."""

from grading.compare.tree import File, FilePair
from grading.runs.content import LINK
from grading.sides import Side


def kind_of(file: File) -> str:
    """The kind of a file, in a word or two."""
    mode = file.entry.mode
    return "link" if mode == LINK else "runnable" if mode & 0o100 else "plain file"


def changed_kind(file: FilePair) -> str:
    """What became of a kind that changed; nothing where it did not."""
    a, b = file.files
    return f"{kind_of(a)} → {kind_of(b)}" if a and b and a.entry.mode != b.entry.mode else ""


def kinds(file: FilePair) -> list[str]:
    """What has to be said of the kinds: that one changed, and of a link that it is one."""
    changed = changed_kind(file)
    if changed:
        return [changed]
    links = [side for side in Side if (one := file.files[side]) is not None and one.entry.mode == LINK]
    if len(links) > 1:
        return ["both sides: link"]
    return [f"{side.value}: link" for side in links]
