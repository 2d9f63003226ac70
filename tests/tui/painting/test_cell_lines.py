"""All about one cell, as rows: what it asks, what its numbers mean, what was said, and what must be seen now."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from grading.marks.entry import Entry
from grading.marks.events import Adjust, Deduct, Event, Evidence, Flag, GateResult, Mark, Note, Spare
from grading.review.pending import Pending
from grading.review.precedents import Precedent
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.rubric.model import Rubric
from grading.sides import Side
from tests.builders import SERVICE, rubric
from tests.tui.painting.panels import row, texts, view
from tui.painting.cell_lines import cell_page
from tui.painting.cell_page import CellPage
from tui.painting.panel_view import Mode, PanelView
from tui.painting.spans import Aim, Line, Target
from tui.themes import Look

_API = """
key = "api"
title = "Interface"
where = ["api/**"]

  [[dimension.anchor]]
  at = 20
  means = "complete and exact"

  [[dimension.anchor]]
  at = 10
  means = "most of it"

  [[dimension.anchor]]
  at = 0
  means = "nothing"
"""


def anchored() -> Rubric:
    """The small service with anchors for its first dimension, which may be given in halves."""
    text = SERVICE.replace('key = "api"\ntitle = "Interface"\n', _API).replace("max = 20", "max = 20\nstep = 0.5", 1)
    # Keys of a table come before the tables in it.
    head, anchors = text.split("  [[dimension.anchor]]", 1)
    inner, rest = anchors.split("max = 20", 1)
    values, more = rest.split("\n  [[dimension.deduction]]", 1)
    return rubric(f"{head}max = 20{values}\n  [[dimension.anchor]]{inner}\n  [[dimension.deduction]]{more}")


def page(seen: PanelView, width: int = 80, height: int = 30) -> CellPage:
    """The page for a panel of a size."""
    return cell_page(seen, width, height)


def said(seen: PanelView, width: int = 80) -> list[str]:
    """All rows as plain text, without the title."""
    found = page(seen, width)
    return [text.strip() for text in texts((*found.head[1:], *found.lines))]


def targets(lines: tuple[Line, ...]) -> set[Target]:
    return {span.target for line in lines for span in line.spans if span.target}


# What it asks


def test_the_title_says_what_the_cell_takes() -> None:
    of = anchored()
    wide = {key: texts([page(view(of=of, cell=key)).head[0]])[0] for key in ("api", "collected", "faithful", "starts")}
    assert wide["api"].split("  ")[0:2] == ["1", "Interface"]
    assert wide["api"].endswith("0 … 20 in steps of 0.5")
    assert wide["collected"].endswith("measured, gives 0 … 5")
    assert wide["faithful"].endswith("0 … 2.5 in steps of 0.5")
    assert wide["starts"].endswith("pass or fail")


def test_a_title_without_room_for_it_goes_on_below() -> None:
    of = rubric(SERVICE.replace("Interface", "Interface " * 12))
    found = page(view(of=of), 40)
    assert texts([found.head[0]])[0].rstrip().endswith("0 … 20") and "…" in texts([found.head[0]])[0]
    assert " ".join(texts(found.lines)).count("Interface") == 12


def test_it_asks_what_the_cell_asks_and_then_what_the_dimension_does() -> None:
    text = SERVICE.replace("points = 2.5", 'points = 2.5\nasks = "Really?"\nverify = "make test"')
    of = rubric(text.replace("weight = 30", 'weight = 30\nasks = "Are they any good?"'))
    rows = said(view(of=of, cell="faithful"))
    assert rows.index("Really?") < rows.index("$ make test") < rows.index("Tests: Are they any good?")
    assert rows[-1] == "key faithful, for `sidegrade mark`"


def test_a_gate_says_what_it_leaves() -> None:
    assert "fails: at most 10 of 20  Interface" in said(view(cell="starts"))
    assert "J it holds · 0 it fails" in said(replace(view(cell="starts"), keys={"score-1": "J"}))


def test_the_files_that_a_cell_names_are_counted_beside_its_title() -> None:
    assert "◆ 3 files" in texts([page(replace(view(), named=3)).head[0]])[0]
    assert "◆3" in texts([page(replace(view(), named=3), 30).head[0]])[0]
    assert "◆ 1 file · W opens the next" in said(replace(view(), named=1, keys={"where": "W"}))
    assert "◆ no file is where the rubric would look" in said(replace(view(), named=0))
    assert not any("◆" in text for text in said(view()))


# What its numbers mean


def here(found: CellPage) -> list[str]:
    return [text.strip() for text in texts([line for line in found.lines if line.ground is Look.HERE])]


def test_each_sides_letter_stands_at_the_anchor_its_mark_reaches() -> None:
    of = anchored()
    seen = view([Mark("api", Fraction(12)), Deduct("no-paging")], [Mark("api", Fraction(20))], of=of)
    assert [row(page(seen).lines, word)[:6] for word in ("complete", "most", "nothing")] == [
        " B 20 ",
        "A  10 ",
        "    0 ",
    ]
    assert here(page(seen)) == ["A  10 most of it (A has 12)"]
    assert here(page(replace(seen, side=Side.B))) == ["B 20 complete and exact"]


def test_the_anchor_of_what_is_typed_is_marked_before_it_is_taken() -> None:
    seen = view([Mark("api", Fraction(20))], of=anchored())
    assert here(page(replace(seen, entry=Entry("1")))) == ["A   0 nothing (A has 1)"]
    assert here(page(replace(seen, entry=Entry("10.")))) == ["A  10 most of it"]


def test_typing_brings_the_anchor_into_sight() -> None:
    found = page(replace(view(of=anchored()), entry=Entry("2")), 40, 4)
    assert found.focus is not None and len(found.focus) == 1
    top = found.following(0, 4)
    assert any("nothing" in text for text in texts(found.shown(top, 40, 4)))


def test_what_is_typed_says_what_it_gives_and_why_a_key_was_refused() -> None:
    assert said(replace(view(), entry=Entry("1")))[0] == "1_ · Enter takes 1"
    assert said(replace(view(), entry=Entry("2", why="20 is the most")))[1] == "! 20 is the most"
    assert said(replace(view(cell="collected"), entry=Entry("17")))[0] == "17_ gives 2 · Enter takes 17"


def test_a_ladder_shows_the_rung_that_each_side_reaches() -> None:
    seen = view([Mark("collected", Fraction(17))], [Mark("collected", Fraction(99))], cell="collected")
    assert "0→0  A 10→2  B 30→5" in said(seen)
    typed = page(replace(seen, entry=Entry("31")))
    assert [span.text for line in typed.lines for span in line.spans if span.look is Look.CELL] == [" 30→5 "]


def test_a_long_ladder_takes_several_rows() -> None:
    rungs = ", ".join(f"[{number * 10}, {number}]" for number in range(30))
    of = rubric(SERVICE.replace("[[0, 0], [10, 2], [30, 5]]", f"[{rungs}]"))
    rows = [text for text in said(view(of=of, cell="collected"), 40) if "→" in text]
    assert len(rows) > 3 and " ".join(rows).count("→") == 30


# Deductions and gates


def test_deductions_stand_by_letter_with_a_sign_for_each_side() -> None:
    seen = view([Mark("api", Fraction(9)), Deduct("no-paging")], [Spare("no-paging")])
    assert [word for word in row(page(seen).lines, "Long lists").split() if len(word) == 1 or "−" in word] == [
        "a",
        "−3",
        "■",
        "□",
    ]
    assert Target(Aim.DEDUCTION, "no-paging") in targets(page(seen).lines)
    waiting = replace(seen, pending={(Side.A, "no-paging"): Pending(Spare("no-paging"), "the disk is full")})
    assert row(page(waiting).lines, "Long lists").split()[-2:] == ["!", "□"]


def test_while_a_deduction_is_chosen_they_stand_first_and_are_seen() -> None:
    calm, asked = view(of=anchored()), replace(view(of=anchored()), mode=Mode.DEDUCT)
    assert said(asked)[0].startswith("deductions of side A · Esc closes")
    assert said(asked)[2] == "a: called ■ · with Shift: looked at, not called □ · again: taken back"
    assert not said(calm)[0].startswith("a calls")
    assert page(asked).focus == range(3)
    assert page(calm).focus is None


def test_gates_show_where_they_cap_the_dimension_and_all_while_they_are_answered() -> None:
    seen = view([GateResult("starts", False)])
    assert row(page(seen).lines, "service starts").split()[-2:] == ["FAIL", "·"]
    assert "fails: at most 10 of 20" in said(seen)
    assert not any("service starts" in text for text in said(replace(seen, cell="faithful")))
    asked = replace(seen, cell="faithful", mode=Mode.GATES)
    assert said(asked)[0].startswith("gates of side A · Esc closes")
    assert said(asked)[2] == "a: it holds (pass) · again: it fails (FAIL) · once more: open"
    assert Target(Aim.GATE, "starts") in targets(page(asked).lines)


# What was said


def test_stages_are_told_where_they_differ() -> None:
    events: list[Event] = [Mark("api", Fraction(15)), Deduct("no-paging"), GateResult("starts", False)]
    assert "A given 15 → deducted 12 → capped 10" in said(view(events))
    assert "A given 15 → deducted 12 → capped 10 → adjusted 11.5" in said(
        view([*events, Adjust("api", Fraction(3, 2), "why")])
    )
    assert not any("given" in text for text in said(view([Mark("api", Fraction(15))])))


def test_a_dimension_marked_as_a_whole_says_so_at_its_criteria() -> None:
    assert "A marked as a whole: 7" in said(view([Mark("tests", Fraction(7))], cell="collected"))
    assert "A not attempted: it does not count" in said(view([Mark("tests", NOT_ATTEMPTED)], cell="collected"))


def test_notes_evidence_adjustments_and_doubts_of_both_sides_show() -> None:
    a: list[Event] = [
        Note("api", "first\nsecond"),
        Evidence("api", "a.py:1-3"),
        Flag("api", True),
        Adjust("api", Fraction(-2), "late"),
    ]
    b: list[Event] = [Note("api", "of B"), Evidence("api", "$ make", output="ok\nfine\nthree\nfour")]
    rows = said(view(a, b, side=Side.B))
    assert rows.index("B note of B") < rows.index("A ? unsure") < rows.index("A note first") < rows.index("second")
    assert "A −2 late" in rows and "A ev a.py:1-3" in rows
    assert "three" in rows and "four" not in rows
    assert Target(Aim.EVIDENCE, "a.py:1-3") in targets(page(view(a)).lines)


def test_of_a_very_long_note_the_beginning_shows() -> None:
    rows = said(view([Note("api", "word " * 20_000)]), 40)
    assert "… 100,000 characters in all" in rows and len(rows) < 60


def test_a_small_panel_says_first_that_there_is_a_note() -> None:
    seen = view([Note("api", "only\nguards"), Evidence("api", "a.py:1")], of=anchored())
    assert "A ev a.py:1 · note only guards" in texts(page(seen, 60, 8).lines)[0]
    assert not any("ev a.py:1 ·" in text for text in texts(page(seen, 60, 40).lines))


@pytest.mark.parametrize("height", range(4, 24))
def test_what_was_said_about_a_cell_is_on_the_screen_once(height: int) -> None:
    found = page(view([Note("api", "guards"), Evidence("api", "a.py:1")], of=anchored()), 60, height)
    assert sum("guards" in text for text in texts(found.shown(0, 60, height))) == 1


def test_what_was_not_saved_stands_in_place_with_what_to_do() -> None:
    seen = replace(
        view(), pending={(Side.B, "api"): Pending(Mark("api", Fraction(5)), "the disk is full", "make room")}
    )
    assert said(seen)[0] == "B  5 NOT SAVED  the disk is full; make room"
    assert not any("NOT SAVED" in text for text in said(replace(seen, cell="collected")))


def test_precedents_show_when_they_are_asked_for() -> None:
    found = [Precedent("12", "only guards", ("a.py:3",), 3), Precedent("7.5")]
    rows = said(replace(view(), precedents=found))
    assert rows[:4] == ["your earlier marks here", "12 ×3  only guards", "a.py:3", "7.5  no note"]
    assert said(replace(view(), precedents=[]))[0] == "you have marked this cell on no run but what is open here"


# Scrolling


def test_the_title_stays_and_the_rest_scrolls() -> None:
    found = page(view([Note("api", "word " * 200)]), 40, 6)
    shown = texts(found.shown(found.last_top(6), 40, 6))
    assert shown[0] == texts(found.shown(0, 40, 6))[0]
    assert "key api" in shown[-1]
    assert shown[-1].endswith("▐") and not shown[1].endswith("▐")


@pytest.mark.parametrize("height", [1, 2, 7, 30])
def test_there_are_as_many_rows_as_the_panel_has(height: int) -> None:
    assert len(page(view(), 40, height).shown(0, 40, height)) == height


def test_a_rule_stands_at_the_left_where_one_is_wanted() -> None:
    found = cell_page(view(), 40, 10, is_ruled=True)
    assert all(text.startswith("│") for text in texts(found.shown(0, 40, 10)))


def test_what_is_typed_stays_however_far_the_rest_is_scrolled() -> None:
    found = page(replace(view(of=anchored()), entry=Entry("1")), 40, 8)
    assert found.last_top(8) > 0
    for top in range(found.last_top(8) + 1):
        assert texts(found.shown(top, 40, 8))[1].strip() == "1_ · Enter takes 1"
