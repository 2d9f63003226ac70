"""What undo and redo find on a reviewer's trail."""

from grading.marks.trail import Step, Trail


def trail(*steps: Step | str) -> Trail:
    """`a` is a decision, `b-a` one that takes `a` back, `f!` one that is apart."""
    made = Trail()
    made.follow(one if isinstance(one, Step) else step(one) for one in steps)
    return made


def step(text: str) -> Step:
    ident, _, target = text.removesuffix("!").partition("-")
    return Step(ident, target, text.endswith("!"))


def ends(*steps: str) -> tuple[str, str]:
    """What undo would withdraw, and what redo would."""
    made = trail(*steps)
    return made.to_undo, made.to_redo.id if made.to_redo else ""


def test_nothing_is_there_at_first() -> None:
    assert ends() == ("", "")
    assert Trail().last == ""


def test_undo_goes_back_and_redo_the_same_way_on() -> None:
    assert ends("a", "b") == ("b", "")
    assert ends("a", "b", "c-b") == ("a", "c")
    assert ends("a", "b", "c-b", "d-a") == ("", "d")
    assert ends("a", "b", "c-b", "d-a", "e-d") == ("a", "c")
    assert ends("a", "b", "c-b", "d-a", "e-d", "f-c") == ("b", "")
    assert ends("a", "b", "c-b", "d-c", "e-b") == ("a", "e")


def test_a_new_decision_ends_redo() -> None:
    assert ends("a", "b", "c-b", "d") == ("d", "")
    assert ends("a", "b", "c-b", "d", "e-d") == ("a", "e")


def test_what_is_taken_back_out_of_order_is_a_deed_of_its_own() -> None:
    assert ends("a", "b", "c-a") == ("c", "")
    assert ends("a", "b", "c-a", "d-c") == ("b", "d")
    assert ends("a", "b", "c-a", "d-c", "e-d") == ("c", "")


def test_what_is_apart_is_no_part_of_it_and_ends_no_redo() -> None:
    assert ends("a", "f!") == ("a", "")
    assert ends("a", "b-a", "f!") == ("", "b")
    assert ends("a", "f!", "g-f", "h-g") == ("a", "")


def test_it_goes_on_where_it_was() -> None:
    made = trail("a", "b")
    made.follow([step("c-b")])
    assert (made.last, made.to_undo) == ("c", "a")
