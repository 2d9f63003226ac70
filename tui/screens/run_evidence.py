"""From a scorecard to the lines that a mark rests on, in the review."""

from msgspec.structs import replace

from grading.review.opening import Opening
from grading.sides import Side
from tui.screens.review import ReviewScreen
from tui.session import Session


def forget_file(session: Session, opening: Opening) -> None:
    """Lets go of the file that was read last: found late, it would come over the lines that are wanted."""
    session.be_at(replace(session.place_in(opening), file_a="", file_b=""))


def stand_on_evidence(screen: ReviewScreen, run: str, cell: str, place: str) -> None:
    """Stands on a run's side, on a cell of it and on a place of its workspace, where there are any."""
    # From a row of no cell, the reader stays in the cell they were in, on the side of the run whose card it was.
    screen.begin(run, cell or screen.desk.sitting.cell, "")
    if not place:
        return
    sides = (side for side in Side if (of := screen.desk.sitting.runs[side]) is not None and of.id == run)
    side = next(sides, screen.desk.sitting.side)
    with screen.desk.speaking():
        screen.filing.go_to_place(place, side)
