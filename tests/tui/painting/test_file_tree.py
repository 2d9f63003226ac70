"""The tree of a file list: its rows, what opens and closes, in which order files come."""

import random

from tests.tui.painting.file_pairs import changed, file_pair, same, seen, walk_of
from tui.painting.file_tree import FileTree, nearest
from tui.painting.file_walk import FileWalk, ListPlace

PATHS = [b"a-b/z", b"a.py", b"a/b/c/x.py", b"a/b/c/y.py", b"a/b/d/e/q", b"top", b"top/in/one.py"]


def drawn(tree: FileTree) -> list[str]:
    """The rows that are seen, indented."""
    found = []
    for row in tree.rows:
        path, above, file = tree[row]
        names = b"/".join(path.split(b"/")[above:]).decode()
        found.append("  " * tree.depth(row) + names + ("/" if file is None else ""))
    return found


def test_folders_with_a_single_folder_in_them_share_a_row() -> None:
    assert drawn(FileTree(PATHS, range(len(PATHS)))) == [
        *(
            "a-b/",
            "  z",
            "a.py",
            "a/b/",
            "  c/",
            "    x.py",
            "    y.py",
            "  d/e/",
            "    q",
            "top",
            "top/in/",
            "  one.py",
        )
    ]


def test_a_folder_closes_over_all_that_is_below_it_and_opens_as_it_was() -> None:
    tree = FileTree(PATHS, range(len(PATHS)))
    outer, inner = tree.rows[3], tree.rows[4]
    tree.toggle(inner)
    tree.toggle(outer)
    assert drawn(tree) == ["a-b/", "  z", "a.py", "a/b/", "top", "top/in/", "  one.py"]
    assert tree.row_of(inner) == 3, "a row that is hidden stands for its closed folder"
    assert list(tree.within(outer)) == [2, 3, 4]
    tree.toggle(outer)
    assert drawn(tree)[3:6] == ["a/b/", "  c/", "  d/e/"]


def test_revealing_a_file_opens_only_the_folders_around_it() -> None:
    tree = FileTree(PATHS, range(len(PATHS)))
    for row in [row for row in tree.rows if tree[row].file is None]:
        tree.toggle(row)
    assert drawn(tree) == ["a-b/", "a.py", "a/b/", "top", "top/in/"]
    tree.reveal(4)
    assert drawn(tree) == ["a-b/", "a.py", "a/b/", "  c/", "  d/e/", "    q", "top", "top/in/"]


def test_what_is_the_same_is_one_line_that_opens_folder_by_folder() -> None:
    tree = FileTree(PATHS, [1], [0, 2, 3])
    assert tree.heading is not None
    assert drawn(tree) == ["a.py", "/"]
    assert list(tree.within(tree.heading)) == [0, 2, 3]
    tree.toggle(tree.heading)
    assert drawn(tree) == ["a.py", "/", "  a-b/", "  a/b/c/"]
    tree.reveal(3)
    assert drawn(tree) == ["a.py", "/", "  a-b/", "  a/b/c/", "    x.py", "    y.py"]
    assert list(tree.order()) == [1, 0, 2, 3]


def test_rows_are_those_that_walking_through_open_folders_finds() -> None:
    chance = random.Random(5)
    paths = sorted({"/".join(chance.choice("abc") for _ in range(chance.randrange(1, 6))).encode() for _ in range(60)})
    tree = FileTree(paths, range(len(paths)))
    for _ in range(40):
        tree.toggle(chance.choice(tree.rows))
        expected = []
        for node in range(len(tree)):
            above = tree.folder_of(node)
            is_seen = True
            while above is not None:
                is_seen, above = is_seen and tree.is_open(above), tree.folder_of(above)
            expected += [node] if is_seen else []
        assert tree.rows == expected


def test_a_path_may_have_very_many_folders() -> None:
    deep = b"/".join([b"d"] * 1_500)
    paths = [b"/".join([deep[: 2 * depth - 1], b"f"]) for depth in range(1, 1_500)]
    tree = FileTree(sorted(paths), range(len(paths)))
    assert len(tree.rows) == 2 * len(paths)


def test_the_nearest_of_a_sorted_order_need_not_start_in_it() -> None:
    assert [nearest([2, 5, 9], place, 1) for place in (-1, 2, 3, 9)] == [2, 5, 5, None]
    assert [nearest([2, 5, 9], place, -1) for place in (10, 9, 6, 2)] == [9, 5, 5, None]
    assert nearest([2, 5, 9], 2, 2) == 9


# Walking


def three() -> FileWalk:
    return walk_of(changed("app/main.py"), same("app/same.py"), changed("lib/a.py"), changed("lib/b.py"))


def read(walk: FileWalk) -> bytes | None:
    return None if walk.current is None else walk.files[walk.current].path


def test_the_next_file_is_one_that_differs_and_at_the_end_nothing_changes() -> None:
    walk = three()
    found = []
    while walk.go(1, only_differing=True):
        found.append(read(walk))
    assert found == [b"app/main.py", b"lib/a.py", b"lib/b.py"]
    assert read(walk) == b"lib/b.py"
    assert walk.go(-2, only_differing=True)
    assert read(walk) == b"app/main.py"


def test_the_next_file_of_all_is_the_one_that_is_seen_next() -> None:
    walk = three()
    found = []
    while walk.go(1, only_differing=False):
        found.append(read(walk))
    assert found == [b"app/main.py", b"lib/a.py", b"lib/b.py", b"app/same.py"]


def test_going_to_a_file_in_a_closed_folder_opens_it() -> None:
    walk = three()
    walk.cursor = walk.tree.rows[2]
    walk.toggle()
    assert [row.strip() for row in seen(walk)[1:]] == ["▾ app", "≠ main.py", "▸ lib 2", "▸ 1 the same"]
    walk.go(1, only_differing=True)
    walk.go(1, only_differing=True)
    assert [row.strip() for row in seen(walk)[1:]] == [
        "▾ app",
        "≠ main.py",
        "▾ lib",
        "▌    ≠ a.py",
        "≠ b.py",
        "▸ 1 the same",
    ]


def test_files_that_a_cell_names_come_round_and_round_by_either_path() -> None:
    walk = walk_of(changed("a"), file_pair("b", "else/where", 0.9), same("c"), changed("d"))
    assert not walk.go_named(1)
    walk.facts.set_named([b"else/where", b"c", b"nowhere"])
    found = []
    for _ in range(3):
        assert walk.go_named(1)
        found.append(read(walk))
    assert found == [b"b", b"c", b"b"]
    assert walk.go_named(-1)
    assert read(walk) == b"c"
    assert seen(walk)[2] == " ◆ ≈ b ↔ else/where"


def test_two_files_may_have_one_path() -> None:
    twice = [file_pair("x", "y", 0.9), file_pair(None, "x")]
    walk = walk_of(*twice)
    assert [walk.facts.number(one) for one in twice] == [0, 1]
    assert walk.facts.number(changed("x")) is None


def test_the_cursor_goes_over_folders_and_in_and_out_of_them() -> None:
    walk = three()
    walk.move(1)
    walk.outward()
    assert walk.row == 0
    walk.outward()
    assert [row.strip() for row in seen(walk)[1:]] == ["▸ app 1", "▾ lib", "≠ a.py", "≠ b.py", "▸ 1 the same"]
    walk.inward()
    walk.inward()
    assert walk.under_cursor == 0
    walk.inward()
    assert walk.under_cursor == 0, "a file has nothing in it"
    walk.move(-9)
    assert walk.row == 0
    walk.move(99)
    assert walk.row == 5


def test_an_empty_list_stands_every_movement() -> None:
    walk = walk_of()
    for step in (walk.toggle, walk.inward, walk.outward):
        step()
    walk.move(1)
    walk.find("x")
    walk.follow(5)
    assert seen(walk) == [f" filter x▏{'0 of 0':>29}", "  no files on either side"]
    assert not walk.go(1, only_differing=True) and not walk.go_named(1)
    assert walk.place == ListPlace()


def test_the_cursor_stays_in_sight_and_no_screen_is_left_half_empty() -> None:
    walk = walk_of(*(changed(f"{number:03}") for number in range(100)))
    for lines, top in ((5, 0), (2, 0), (1, 1), (90, 90), (-7, 89), (-91, 0)):
        walk.move(lines)
        walk.follow(10)
        assert walk.top == top
        assert walk.top <= walk.row < walk.top + 10


def test_a_place_is_found_again_where_files_have_gone() -> None:
    walk = three()
    walk.cursor = walk.tree.rows[2]
    walk.toggle()
    assert walk.tree.heading is not None
    walk.cursor = walk.tree.heading
    walk.toggle()
    place = walk.place
    assert place == ListPlace(("lib",), ("",), "")
    again = three()
    again.place = place
    assert seen(again) == seen(walk) and again.cursor == walk.cursor
    other = walk_of(changed("lib/a.py"), changed("new.py"))
    other.place = place._replace(cursor="gone/away")
    assert [row.strip() for row in seen(other)[1:]] == ["▸ lib 1", "≠ new.py"]
    assert other.row == 0


def test_a_place_holds_names_that_are_no_text() -> None:
    walk = walk_of(changed(b"\xff\\/a"), changed(b"\xff\\/b"))
    walk.toggle()
    place = ListPlace(*walk.place)
    again = walk_of(*walk.files)
    again.place = place
    assert again.tree.rows == [0]
