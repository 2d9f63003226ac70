"""What stands on the two sides of an opening, compared as far as anybody asked."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import cached_property

from grading.compare.comparison import Comparison
from grading.compare.hunks import White
from grading.compare.tree import FilePair, Status
from grading.comparing import Source
from grading.errors import VaultError
from grading.review.opening import Opening
from grading.review.place import Place
from grading.runs.model import Snapshot
from grading.sides import Pair, Side
from grading.study import Study
from grading.visible import path_text


class Workspaces:
    """The files of an opening. What was opened is let go of by `close`."""

    def __init__(self, study: Study, opening: Opening) -> None:
        self.opening = opening
        self._study = study
        self._open = ExitStack()
        self._ahead: Future[Comparison] | None = None
        self.unread = ""
        """Which workspace cannot be read, and why; the runs can be graded all the same."""

    @cached_property
    def comparison(self) -> Comparison | None:
        """Both workspaces; none where neither side has one, or one of them cannot be read."""
        if not any(one.snapshot for one in self.sources):
            return None
        try:
            return self._ahead.result() if self._ahead else self._open.enter_context(self._study.compared(self.sources))
        except VaultError as error:
            self.unread = f"{self._unread} cannot be read: {error}"
            return None

    @property
    def _unread(self) -> str:
        """The sides whose files are not there."""
        found = []
        for side in Side:
            try:
                with self._study.compared(Pair(self.sources[side], Source(""))):
                    continue
            except VaultError:
                found.append(side.value)
        return f"the workspace of {' and of '.join(found)}" if found else "a workspace"

    @cached_property
    def sources(self) -> Pair[Source]:
        """What is compared."""
        baseline = self.opening.baseline
        beside = Source(self._baseline_name, self._baseline_name, baseline) if baseline else Source("")
        return self.opening.runs.map(lambda run: Source(run.id, run.id, run.snapshot) if run else beside)

    @cached_property
    def baseline(self) -> Snapshot | None:
        """What the task began with."""
        return next((one.baseline for one in self._study.tasks() if one.key == self.opening.task), None)

    @cached_property
    def from_baseline(self) -> Pair[Comparison | None]:
        """Each side beside what the task began with."""

        def beside(side: Side) -> Comparison | None:
            run = self.opening.runs[side]
            if self.baseline is None or run is None or run.snapshot is None:
                return None
            pair = Pair(Source(self._baseline_name, self._baseline_name, self.baseline), self.sources[side])
            return self._open.enter_context(self._study.compared(pair))

        return Pair(beside(Side.A), beside(Side.B))

    @property
    def _baseline_name(self) -> str:
        return f"{self.opening.task}/baseline"

    def read_ahead(self, place: Place) -> None:
        """Begins to open what a reviewer of this place looks at first: whoever asks for it then has it sooner."""
        if not any(one.snapshot for one in self.sources):
            return
        paths, white = Pair(place.file_a, place.file_b), white_named(place.white)
        comparing = self._study.compared(self.sources)

        def read(ahead: Future[Comparison]) -> None:
            comparison = ahead.result()
            file = first_file(comparison.at_once, paths)
            if file is not None:
                comparison.open(file, white)

        threads = ThreadPoolExecutor(1, "ahead")
        self._ahead = threads.submit(self._open.enter_context, comparing)
        threads.submit(read, self._ahead)  # an error meets whoever asks
        threads.shutdown(wait=False)

    def forget_comparison(self) -> None:
        """Something else stands beside something now: what was worked out is worked out anew."""
        self._ahead = None
        self.__dict__.pop("comparison", None)

    def close(self) -> None:
        """Lets go of what was opened."""
        self._open.close()


def first_file(files: Sequence[FilePair], paths: Pair[str]) -> FilePair | None:
    """What is looked at first: the file of these paths, else the first one that differs, else the first."""
    sought = next((one for one in files if paths_of(one) == paths), None)
    return sought or next((one for one in files if one.status is not Status.SAME), None) or next(iter(files), None)


def paths_of(file: FilePair) -> Pair[str]:
    """Both paths of a file, as they are remembered; a side without it has none."""
    return file.paths.map(lambda path: path_text(path) if path is not None else "")


def white_named(name: str) -> White:
    """What is left aside between words, by the name it is remembered by."""
    return White(name) if name in [one.value for one in White] else White.EXACT
