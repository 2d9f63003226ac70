"""A process that records marks, one call each, and says which are on disk: for tests that run many, or kill it.

python -m tests.marker STUDY REVIEWER COUNT
"""

import sys
from fractions import Fraction
from pathlib import Path

from grading.marks.events import Mark
from grading.study import Study
from grading.wishes import Wish


def main() -> None:
    """Marks the dimension `api` of every run in turn, and prints each decision's id once it is on disk."""
    folder, reviewer, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    with Study.open(folder) as study:
        runs = study.runs()
        rubric = study.find_rubric("service")
        for number in range(count):
            wish = Wish(runs[number % len(runs)], rubric, reviewer, Mark("api", Fraction(number % 21)))
            (decision,) = study.decide([wish])
            print(decision.id, number % 21, flush=True)


if __name__ == "__main__":
    main()
