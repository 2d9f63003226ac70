"""What is asked: the file format, the checks and the one formula."""

from fractions import Fraction
from pathlib import Path

from grading.rubric.file import rubric_from_toml
from grading.rubric.model import Dimension, Rubric

ROOT = Path(__file__).parents[3]
SHIPPED = sorted(
    [
        *(ROOT / "grading/rubric/library").glob("*.toml"),
        *(ROOT / "sample_runs").glob("*/rubric.toml"),
        *(ROOT / "sample_runs/published").glob("*/*.toml"),
    ]
)

HEAD = 'format = 1\nkey = "r"\nedition = "1"\ntitle = "R"\n'
DIMENSION = '[[dimension]]\nkey = "d"\ntitle = "D"\n'
CRITERION = '[[dimension.criterion]]\nkey = "c"\ntitle = "C"\n'

HALF = Fraction(1, 2)


def read(text: str) -> Rubric:
    return rubric_from_toml(text, "r.toml")


def only(text: str) -> Dimension:
    """The one dimension that these lines describe."""
    (one,) = read(HEAD + DIMENSION + text).dimensions
    return one
