"""The keys of the list of files: which one is read, what was read, what stands beside what."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from grading.compare.tree import Choice
from grading.errors import MarkError
from grading.review.place import read_mark
from grading.sides import Pair, Side
from grading.visible import path_text
from tui.painting.question import Question
from tui.screens.asking import Asking
from tui.screens.desk import Desk
from tui.screens.filing import Filing
from tui.screens.required import Required


class Choosing:
    """Which file is next."""

    def __init__(self, desk: Desk, asking: Asking, filing: Filing, laid: Callable[[], None]) -> None:
        """`laid` divides the screen anew, since the list may need more room."""
        self._desk = desk
        self._asking = asking
        self._filing = filing
        self._laid = laid

    @property
    def required(self) -> Required:
        """What raises an error, by the commands that cannot act then."""
        return dict.fromkeys(("read", "stand-beside"), lambda: self._filing.current)

    def do_next_file(self) -> None:
        self._go(1)

    def do_last_file(self) -> None:
        self._go(-1)

    def _go(self, steps: int) -> None:
        files, hits = self._desk.widgets.files, self._desk.hits
        before = files.current
        file = files.go(steps, only_differing=hits is None)
        while file is not None and hits is not None and file not in hits:
            file = files.go(steps, only_differing=False)
        if file is None:
            if before is not None:
                files.choose(before)
            what = "that differs" if hits is None else "that has it"
            raise MarkError(f"that is the {'last' if steps > 0 else 'first'} file {what}")
        self._filing.open(file)

    def do_where(self) -> None:
        files = self._desk.widgets.files
        before, file = files.current, files.go_named(1)
        if file is None:
            raise MarkError("the cell names no file that is here")
        if file is before:
            raise MarkError("this is the only file here that the cell names")
        self._filing.open(file)

    def do_read(self) -> None:
        mark = read_mark(*self._filing.current.blobs)
        session = self._desk.session
        session.mark_read(mark, is_read=mark not in session.places.read)
        self._filing.show_read()
        self._laid()
        if mark in session.places.read and (file := self._desk.widgets.files.go(1)) is not None:
            self._filing.open(file)

    def do_filter(self) -> None:
        files = self._desk.widgets.files
        before = files.current
        self._desk.is_listing = True
        files.has_focus_look(True)

        def end(*_: object) -> None:
            self._desk.is_listing = False
            files.has_focus_look(False)
            files.filter("")
            self._laid()

        def answered(text: str) -> None:
            chosen = files.under_cursor
            end()
            if chosen is not None and chosen is not before:
                self._filing.choose(chosen)
            elif chosen is None and text:
                self._desk.refuse("no file has these letters")

        self._asking.ask("filter", changed=files.filter, answered=answered, left=end, stepped=files.move)
        self._laid()

    def do_swap_focus(self) -> None:
        self._desk.is_listing = not self._desk.is_listing
        self._desk.widgets.files.has_focus_look(self._desk.is_listing)
        self._laid()

    def take(self) -> bool:
        """Enter in the list: opens the file under the cursor, or the folder."""
        files = self._desk.widgets.files
        if not self._desk.is_listing:
            return False
        if files.under_cursor is None:
            files.toggle_folder()
        else:
            self._filing.choose(files.under_cursor)
            self.do_swap_focus()
        return True

    def do_stand_beside(self) -> None:
        desk = self._desk
        if not all(one.key for one in desk.workspaces.sources) or desk.comparison is None:
            raise MarkError("only two workspaces of the study can have files stood beside each other")
        file, side = self._filing.current, desk.widgets.text.side
        path = file.paths[side] or file.path
        side = side if file.paths[side] is not None else side.other
        tree = desk.comparison.sides[side.other].tree
        names: defaultdict[str, list[bytes]] = defaultdict(list)
        for one in tree:
            names[desk.shown_path(one)].append(one)

        def answered(text: str) -> None:
            with desk.speaking():
                said = text.strip()
                found = names.get(said) or [one for name in names if name.endswith(f"/{said}") for one in names[name]]
                found = found if said else []
                if len({*map(desk.shown_path, found)}) > 1:
                    raise MarkError(f"{len(found)} files of {side.other.value} are called {said}", do="name the folder")
                if said and not found:
                    raise MarkError(f"{side.other.value} has no file of that name")
                if len(found) > 1:
                    raise MarkError(f"{len(found)} files of {side.other.value} are called so while names are hidden")
                other = found[0] if found else None
                pair = (path, other) if side is Side.A else (other, path)
                desk.session.study.stand(desk.workspaces.sources, Choice(*pair), desk.session.reviewer)
                desk.workspaces.forget_comparison()
                self._filing.begin(Pair(*(path_text(one) if one else "" for one in pair)), None)

        def completed(text: str) -> Sequence[str]:
            return [name for name in names if text.lower() in name.lower()][:50]

        hint = f": which file of {side.other.value}? (Tab completes; none: alone)"
        question = Question("beside ", desk.shown_path(path).rpartition("/")[2], hint)
        desk.widgets.keys.clear()
        self._asking.ask(question, answered=answered, completions=completed)
