"""A program that shows two files side by side and nothing else, for the bench: python -m tests.bench.diff_app VAULT A B

The texts are looked for while the library of the screen is still being read, as any program would do that is in a
hurry. Keys: j, k, space, b, n, p, > and <, and z for all folds; / looks for a word that is in many lines.
"""

import asyncio
import gc
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.painting.syntax import Syntax

if TYPE_CHECKING:
    from tui.painting.page import Page

SEARCHED: Final = "self"


class Opening:
    """The page, on its way."""

    def __init__(self, vault: Path, blobs: tuple[str, str]) -> None:
        self._vault, self._blobs = vault, blobs
        self.page: Page | None = None
        self._thread = threading.Thread(target=self._open)
        self._thread.start()

    def wait(self) -> "Page":
        """The page, once it is there."""
        self._thread.join()
        assert self.page is not None
        return self.page

    def _open(self) -> None:
        from grading.blind import KNOWN, Mask
        from grading.compare.comparison import Comparison, Workspace
        from grading.runs.vault import Entry, Vault
        from grading.sides import Pair
        from tui.painting.page import Page

        vault = Vault(self._vault)
        sides = Pair(*(Workspace("", {b"file.py": Entry(0o100644, blob)}) for blob in self._blobs))
        comparison = Comparison(vault, sides)
        aligned = comparison.open(comparison.listed[0])
        titles, keys = Pair("left.py", "right.py"), Pair(*self._blobs)
        self.page = Page(titles, aligned, keys=keys, names=titles, mask=Mask(KNOWN))
        self.page.prepare()
        vault.close()


def main(vault: str, *blobs: str) -> None:
    """Shows two contents of a vault."""
    arriving: list[Callable[[str], object]] = []

    def told(key: str) -> None:
        # What is told before there is a view is asked for by the view.
        with suppress(RuntimeError):
            for arrive in arriving:
                arrive(key)

    syntax = Syntax(told)
    syntax.start()
    opening = Opening(Path(vault), (blobs[0], blobs[1]))

    from textual import events
    from textual.app import App, ComposeResult
    from textual.filter import LineFilter

    from grading.sides import Pair
    from tui.painting.safe import SafeText
    from tui.themes import THEMES
    from tui.widgets.diff_view import DiffView

    class Showing(App[None]):
        def compose(self) -> ComposeResult:
            self.diff = DiffView(THEMES["dark"], syntax)
            yield self.diff

        def get_line_filters(self) -> list[LineFilter]:
            return [*super().get_line_filters(), SafeText()]

        def on_mount(self) -> None:
            loop = asyncio.get_running_loop()
            arriving.append(lambda key: loop.call_soon_threadsafe(self.diff.colours_arrived, key))
            self.diff.show(opening.wait())
            self.diff.set_evidence(Pair([range(40, 44)], [range(90, 91)]))

        def on_ready(self) -> None:
            gc.freeze()
            gc.disable()  # as the application does while keys are pressed

        def on_key(self, event: events.Key) -> None:
            diff = self.diff
            acts: dict[str, Callable[[], object]] = {
                "j": lambda: diff.move(1),
                "k": lambda: diff.move(-1),
                " ": lambda: diff.page_by(1),
                "b": lambda: diff.page_by(-1),
                "n": lambda: diff.go_change(1),
                "p": lambda: diff.go_change(-1),
                ">": lambda: diff.sideways(8),
                "<": lambda: diff.sideways(-8),
                "z": diff.toggle_all_folds,
                "/": lambda: diff.search(SEARCHED),
                "l": lambda: diff.set_wrap(not diff.is_wrapped),
            }
            if event.character in acts:
                acts[event.character]()

    with syntax:
        Showing().run()


if __name__ == "__main__":
    main(*sys.argv[1:])
