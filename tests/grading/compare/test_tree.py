"""Two workspaces → the list of their files."""

import gc
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from grading.compare.tree import Choice, FilePair, Status, file_pairs
from grading.runs.vault import Entry
from grading.sides import Pair

PLAIN = 0o100644
Tree = dict[bytes, Entry]


def tree(**files: str) -> Tree:
    """A workspace: each file's path, with `__` for a slash and `_` for a dot, and its content."""
    return {name.replace("__", "/").replace("_", ".").encode(): Entry(PLAIN, text) for name, text in files.items()}


def listed(a: Mapping[bytes, Entry], b: Mapping[bytes, Entry], *choices: Choice) -> list[FilePair]:
    return file_pairs(Pair(a, b), choices, lambda blob: blob.encode())


def told(files: list[FilePair]) -> list[tuple[str, bytes | None, bytes | None]]:
    return [(one.status.value, *one.paths) for one in files]


def test_files_of_one_path_are_the_same_or_changed() -> None:
    found = listed(tree(a_py="one", b_py="two"), tree(a_py="one", b_py="three"))
    assert told(found) == [("same", b"a.py", b"a.py"), ("changed", b"b.py", b"b.py")]


def test_nothing_of_a_long_list_is_looked_through_for_garbage() -> None:
    (found,) = listed(tree(a_py="one"), tree(a_py="two"))
    assert found.files.a is not None
    assert [gc.is_tracked(one) for one in (found, found.files.a, found.files.a.entry)] == [False] * 3


def test_a_change_of_mode_alone_is_a_change() -> None:
    (found,) = listed({b"run.sh": Entry(PLAIN, "x")}, {b"run.sh": Entry(0o100755, "x")})
    assert found.status is Status.CHANGED


def test_what_nobody_stands_beside_is_on_one_side_only() -> None:
    found = listed(tree(logo_png="one"), tree(setup_cfg="two"))
    assert told(found) == [("only-a", b"logo.png", None), ("only-b", None, b"setup.cfg")]


def test_the_same_content_under_another_path_is_moved() -> None:
    text = "def total(orders):\n    return sum(order.amount for order in orders)\n"
    (found,) = listed(tree(app__main_py=text), tree(src__main_py=text))
    assert (found.status, found.path, found.likeness) == (Status.MOVED, b"app/main.py", None)


def test_one_line_that_files_of_one_path_have_too_is_no_sign_of_having_moved() -> None:
    one_line, said = (
        "# A package.\n",
        [("only-b", None, b"lamp/deep/__init__.py"), ("only-a", b"order/__init__.py", None)],
    )
    a, b = {b"order/__init__.py": Entry(PLAIN, one_line)}, {b"lamp/deep/__init__.py": Entry(PLAIN, one_line)}
    assert told(listed(a, b)) == [("moved", b"order/__init__.py", b"lamp/deep/__init__.py")]
    for other in (one_line, "# Another package.\n"):
        at_home = tree(app_py=one_line), tree(app_py=other)
        for beside in (Pair(*at_home), Pair(*at_home).swapped()):
            found = told(listed({**a, **beside.a}, {**b, **beside.b}))
            assert [line for line in found if line[1:] != (b"app.py", b"app.py")] == said


def test_what_a_person_stood_together_goes_before_everything() -> None:
    a, b = tree(main_py="one", util_py="two"), tree(main_py="one", other_py="three")
    found = listed(a, b, Choice(b"main.py", b"other.py"))
    assert ("counterpart", b"main.py", b"other.py") in told(found)
    assert ("only-b", None, b"main.py") in told(found) or ("counterpart", b"util.py", b"main.py") in told(found)
    (chosen,) = (one for one in found if one.paths.a == b"main.py")
    assert chosen.likeness is None and not chosen.is_suggestion


def test_what_a_person_let_stand_alone_stands_alone() -> None:
    text = "def total(orders):\n    return sum(order.amount for order in orders)\n"
    a, b = tree(app__main_py=text), tree(src__main_py=text)
    found = listed(a, b, Choice(b"app/main.py", None), Choice(None, b"src/main.py"))
    assert told(found) == [("only-a", b"app/main.py", None), ("only-b", None, b"src/main.py")]


def test_files_of_one_path_can_stand_apart_too() -> None:
    found = listed(tree(a_py="one"), tree(a_py="two"), Choice(b"a.py", None), Choice(None, b"a.py"))
    assert told(found) == [("only-a", b"a.py", None), ("only-b", None, b"a.py")]


def test_a_later_choice_undoes_an_earlier_one() -> None:
    a, b = tree(x_py="1", y_py="2"), tree(v_py="3", w_py="4")
    found = listed(a, b, Choice(b"x.py", b"v.py"), Choice(b"x.py", b"w.py"), Choice(b"y.py", b"w.py"))
    assert ("counterpart", b"y.py", b"w.py") in told(found)
    assert ("counterpart", b"x.py", b"w.py") not in told(found)


def test_a_choice_for_a_file_that_is_not_there_is_passed_over() -> None:
    found = listed(tree(a_py="one"), tree(a_py="two"), Choice(b"a.py", b"gone.py"), Choice(b"gone.py", b"a.py"))
    assert told(found) == [("changed", b"a.py", b"a.py")]


NAMES = st.sampled_from([b"a.py", b"b.py", b"src/a.py", b"src/b.py", b"lib/c.js", b"lib/d.js", b"README.md"])
TREES = st.dictionaries(NAMES, st.builds(Entry, st.just(PLAIN), st.sampled_from(["", "x = 1\n", "y = 2\nz = 3\n"])))
CHOICES = st.lists(st.builds(Choice, st.none() | NAMES, st.none() | NAMES), max_size=5)


@given(TREES, TREES, CHOICES)
def test_every_file_of_both_sides_is_listed_once(a: Tree, b: Tree, choices: list[Choice]) -> None:
    found = listed(a, b, *choices)
    assert sorted(one.paths.a for one in found if one.paths.a is not None) == sorted(a)
    assert sorted(one.paths.b for one in found if one.paths.b is not None) == sorted(b)
    assert [one.path for one in found] == sorted(one.path for one in found)
    for one in found:
        entries = one.files.map(lambda file: file.entry if file else None)
        assert (one.status is Status.SAME) == (entries.a == entries.b and one.paths.a == one.paths.b)
