"""A chart as it is drawn, element by element. Every text is made visible and escaped here, and nowhere else."""

from collections.abc import Iterable
from fractions import Fraction
from html import escape
from typing import Final

from grading.report.formats.charts_text import SIZE, is_left_to_right, shortened, squeezed
from grading.report.standings import Standings
from grading.rubric.arithmetic import shown
from grading.runs.model import Run, slug
from grading.visible import visible

Number = Fraction | int

WIDTH: Final = 720
"""How wide a chart is; the page makes it as wide as there is room."""
MOST_ROWS: Final = 60
"""A chart is to be seen at a glance; whoever wants all of them has the table."""
_TALL: Final = Fraction(4, 3)
_LONGEST_TITLE: Final = 80
_LONGEST_TOLD: Final = 1200

WEIGHTS: Final = ("open", "closed", "unknown")
WEIGHTS_NAMES: Final = {"open": "open weights", "closed": "closed weights", "unknown": "weights not known"}


def weights(run: Run) -> str:
    """Open, closed or unknown: a word, and the class of what stands for the run."""
    return run.figures.weights if run.figures.weights in ("open", "closed") else "unknown"


def about(table: Standings) -> str:
    """What tells the ids of one table's charts from those of every other on a page."""
    common = "-common" if table.common is not None else ""
    return f"{slug(table.task)}-{table.rubric.id[:8]}{common}"


def at(value: Number) -> str:
    """A coordinate, as short as it can be with two decimals."""
    if isinstance(value, int):
        return str(value)
    return shown(value, 2).rstrip("0").rstrip(".")


def _text(text: str) -> str:
    return escape(visible(text), quote=False)


class Drawing:
    """What was drawn so far."""

    def __init__(self, kind: str, about: str, width: int = WIDTH) -> None:
        self.kind = kind
        self.width = width
        self._id = f"chart-{kind}-{about}"
        self._patterns: dict[str, str] = {}
        self._drawn: list[str] = []

    def rect(self, classes: str, x: Number, y: Number, width: Number, height: Number, *, pattern: str = "") -> None:
        """A rectangle; with a pattern, that one lies over it."""
        place = f'x="{at(x)}" y="{at(y)}" width="{at(width)}" height="{at(height)}"/>'
        if classes:
            self._drawn.append(f'<rect class="{classes}" {place}')
        if pattern:
            self._patterns[pattern] = _PATTERNS[pattern]
            self._drawn.append(f'<rect fill="url(#{self._id}-{pattern})" {place}')

    def circle(self, classes: str, x: Number, y: Number, radius: Number) -> None:
        """A circle around a point."""
        self._drawn.append(f'<circle class="{classes}" cx="{at(x)}" cy="{at(y)}" r="{at(radius)}"/>')

    def path(self, classes: str, steps: str) -> None:
        """A line or shape, in the commands of SVG."""
        self._drawn.append(f'<path class="{classes}" d="{steps}"/>')

    def line(self, classes: str, x1: Number, y1: Number, x2: Number, y2: Number) -> None:
        """A straight line."""
        self.path(classes, f"M{at(x1)} {at(y1)}L{at(x2)} {at(y2)}")

    def text(self, classes: str, x: Number, y: Number, text: str, anchor: str = "") -> None:
        """A text that starts at a point; ends or has its middle there with an anchor."""
        self._drawn.append(f"{self._open(classes, x, y, anchor)}{_text(text)}</text>")

    def name(self, classes: str, x: Number, y: Number, name: str, *, most: Number, anchor: str = "") -> None:
        """A text of somebody else's, no wider than this; all of it is told to whoever points at it."""
        short = squeezed(name, most)
        whole = "" if short == visible(name) else f"<title>{_text(shortened(name, _LONGEST_TITLE * SIZE))}</title>"
        self._drawn.append(f"{self._open(classes, x, y, anchor)}{whole}{_text(short)}</text>")

    def names(self, classes: str, x: Number, y: Number, names: Iterable[str]) -> None:
        """Names of somebody else's in one line; one that is written from right to left turns no other around."""
        spans = ", ".join(
            _text(one) if is_left_to_right(one) else f'<tspan class="name">{_text(one)}</tspan>' for one in names
        )
        self._drawn.append(f"{self._open(classes, x, y)}{spans}</text>")

    def texts(self, classes: str, y: Number, places: Iterable[tuple[Number, str]]) -> None:
        """Several texts of one row, each with its middle at its place."""
        spans = "".join(f'<tspan x="{at(x)}">{_text(text)}</tspan>' for x, text in places)
        if spans:
            self._drawn.append(f'<text class="{classes}" y="{at(y)}" text-anchor="middle">{spans}</text>')

    def turned(self, classes: str, x: Number, y: Number, name: str, most: Number) -> None:
        """A name that rises to the right."""
        turn = f' transform="rotate(-45 {at(x)} {at(y)})"'
        self._drawn.append(
            f"{self._open(classes, x, y)[:-1]}{turn}><title>{_text(shortened(name, _LONGEST_TITLE * SIZE))}"
            f"</title>{_text(shortened(name, most))}</text>"
        )

    @staticmethod
    def _open(classes: str, x: Number, y: Number, anchor: str = "") -> str:
        said = f' text-anchor="{anchor}"' if anchor else ""
        return f'<text class="{classes}" x="{at(x)}" y="{at(y)}"{said}>'

    def svg(self, title: str, told: str, height: Number) -> str:
        """The whole chart, with its title and what is to be seen on it in words."""
        patterns = "".join(text.replace("ID", self._id) for _, text in sorted(self._patterns.items()))
        # What no sheet of paper holds may go on on the next one.
        tall = " tall" if height > self.width * _TALL else ""
        parts = [
            f'<svg class="chart chart-{self.kind}{tall}" role="img" viewBox="0 0 {self.width} {at(height)}"'
            ' preserveAspectRatio="xMinYMin meet"'
            f' aria-labelledby="{self._id}-title" aria-describedby="{self._id}-desc"'
            ' xmlns="http://www.w3.org/2000/svg">',
            f'<title id="{self._id}-title">{_text(title)}</title>',
            f'<desc id="{self._id}-desc">{_text(told[:_LONGEST_TOLD])}</desc>',
            *([f"<defs>{patterns}</defs>"] if patterns else []),
            *self._drawn,
            "</svg>",
        ]
        return "\n".join(parts) + "\n"


_STRIPES: Final = (
    '<pattern id="ID-{name}" width="{gap}" height="{gap}" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate({angle})"><path class="{classes}" d="M0 0V{gap}"/></pattern>'
)
_PATTERNS: Final = {
    "closed": _STRIPES.format(name="closed", gap=7, angle=45, classes="hatch"),
    "unknown": (
        '<pattern id="ID-unknown" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<circle class="dots" cx="3" cy="3" r="1.4"/></pattern>'
    ),
    "absent": _STRIPES.format(name="absent", gap=6, angle=-45, classes="absent"),
}
