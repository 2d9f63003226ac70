"""What the rows of a file list look like, at every width."""

from itertools import pairwise

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from grading.blind import MASK, Mask
from grading.compare.counts import Counts
from grading.compare.tree import FilePair, Status
from grading.runs.content import LINK
from grading.runs.vault import Entry
from grading.sides import Pair
from grading.visible import path_text
from tests.hostile.scanner import offending
from tests.tui.painting.file_pairs import changed, file_pair, same, seen, text, walk_of
from tui.painting.file_names import Called, FileNames, both, shortened
from tui.painting.file_page import FilePage
from tui.painting.file_rows import Said, Tally, Where, brief, file_line, header
from tui.themes import Look

STRANGE = [
    *(b"\x1b[2J\x1b]52;c;x\x07.md", b"[bold]x[/].md", b"[@click=app.quit]x[/]", b"\xff\xfe.bin", b"a\xc2\x9b31m"),
    *(
        one.encode()
        for one in ("a\u202egnp.exe", "日本語のとても長いファイル名/の/テスト.py", "e\u0301\u0302\u0303.txt")
    ),
    *(one.encode() for one in ("👍🏽/❤️.md", "עברית/קובץ.txt", "देवनागरी/क्षत्रिय.py", "\u200b", "tab\there", "x" * 255)),
    b"/".join([b"deep"] * 60),
]


def strange_files() -> list[FilePair]:
    alone = [changed(path) for path in STRANGE]
    return [*alone, *(file_pair(a, b"lib/" + b, 0.4) for a, b in pairwise(STRANGE))]


def test_the_list_says_what_differs_and_how_much() -> None:
    walk = walk_of(
        *(changed("app/main.py"), file_pair("app/util.py", None), same("app/config.py"), changed("app/made.min.js")),
        *(
            file_pair("app/old.py", "app/new.py", 0.9),
            file_pair("app/x.py", "lib/y.py", 0.3),
            file_pair(None, "tests/a"),
        ),
    )
    walk.facts.put_counts({file: Counts(12, 31) for file in walk.files if file.status is Status.CHANGED})
    walk.facts.put_counts({file: Counts(0, 88) for file in walk.files if file.status is Status.ONLY_A})
    walk.facts.put_counts({walk.files[-1]: Counts(0, 0, True)})
    assert seen(walk, 60) == [
        " Files  2 ≠  1 only A  1 only B  1 ≈  1 ?       0 of 6 read",
        "   ▾ app",
        "     ≠ made.min.js                              g +12 −31",
        "     ≠ main.py                                    +12 −31",
        "     ≈ old.py ↔ new.py",
        "     A util.py                                        −88",
        "     ? x.py ↔ lib/y.py",
        "   ▾ tests",
        "     B a                                           binary",
        "   ▸ 1 the same",
    ]


def test_read_files_step_back_and_named_ones_carry_a_sign() -> None:
    walk = walk_of(changed("a/x.py"), changed("a/y.py"), changed("b"))
    walk.facts.set_read(walk.files[:2])
    walk.facts.set_named([b"a/y.py"])
    walk.current = 2
    assert seen(walk, 34) == [
        " Files  3 ≠           2 of 3 read",
        "   ▾ a",
        "     ≠ x.py                     ✓",
        " ◆   ≠ y.py                     ✓",
        "▌  ≠ b",
    ]
    lines = FilePage(walk, path_text).lines(34, 9, has_cursor=False)
    looks = {
        name: span.look for line in lines for span in line.spans for name in ("x.py", "b", "✓") if name in span.text
    }
    assert looks == {"x.py": Look.FAINT, "b": Look.TITLE, "✓": Look.GOOD}


def test_a_closed_folder_speaks_for_all_that_it_hides() -> None:
    walk = walk_of(changed("a/x.py"), changed("a/y.py"), changed("b"))
    page = FilePage(walk, path_text)
    walk.facts.put_counts([Counts(1, 2), Counts(10, 20)])
    walk.facts.set_named([b"a/y.py"])
    walk.current = 0
    assert text(page.lines(40, 9, has_cursor=True)[1])[:-1].rstrip() == "▸  ▾ a"
    walk.toggle()
    assert text(page.lines(40, 9, has_cursor=True)[1])[:-1].rstrip() == "▸◆ ▸ a 2                      +11 −22"
    walk.facts.set_read(walk.files[:2])
    page.forget()
    assert text(page.lines(40, 9, has_cursor=True)[1])[:-1].rstrip() == "▸◆ ▸ a 2                      +11 −22 ✓"


def test_the_line_of_files_that_are_the_same_speaks_for_them_until_it_opens() -> None:
    walk = walk_of(changed("a"), same("b"), same("c"))
    walk.facts.set_named([b"c"])
    walk.facts.set_hits({walk.files[1]: 2, walk.files[2]: 1, walk.files[0]: 9})
    assert seen(walk, 34)[2].split() == ["◆", "▸", "2", "the", "same", "3", "lines"]
    walk.move(1)
    walk.toggle()
    assert [row.split() for row in seen(walk, 34)[2:]] == [
        ["▾", "2", "the", "same"],
        ["=", "b", "2", "lines"],
        ["◆", "=", "c", "1", "line"],
    ]


def test_the_cursor_is_seen_while_somebody_types() -> None:
    walk = walk_of(changed("a"), changed("b"))
    walk.current = 0
    walk.find("b")
    lines = FilePage(walk, path_text).lines(34, 9, has_cursor=False)
    assert [line.ground is Look.HERE for line in lines] == [row == 1 for row in range(9)]


def test_hits_take_the_place_of_counts() -> None:
    walk = walk_of(changed("a/x.py"), changed("a/y.py"), changed("b"))
    walk.facts.put_counts([Counts(1, 2)] * 3)
    walk.facts.set_hits({walk.files[0]: 1, walk.files[2]: 33})
    assert seen(walk, 34) == [
        " Files        34 lines in 2 files",
        "   ▾ a",
        "     ≠ x.py              1 line",
        "     ≠ y.py",
        "   ≠ b                 33 lines",
    ]


@pytest.mark.parametrize("width", [*range(12, 61, 3), 120])
def test_every_row_takes_exactly_its_columns(width: int) -> None:
    walk = walk_of(*strange_files(), same("a/b"))
    walk.facts.put_counts([Counts(123_456, 9_999)] * len(walk.files))
    walk.facts.set_read(walk.files[:3])
    if walk.tree.heading is not None:
        walk.tree.toggle(walk.tree.heading)
    for typed in ("", "l"):
        walk.filter.name_more(100)
        walk.find(typed)
        for line in FilePage(walk, path_text).lines(width, 150, has_cursor=True):
            taken = sum(cell_len(span.text) for span in line.spans)
            assert taken == width, repr(line)


@pytest.mark.parametrize("width", [20, 34, 60])
def test_no_name_sends_anything_to_the_terminal(width: int) -> None:
    walk = walk_of(*strange_files())
    said = "\n".join(seen(walk, width, 150))
    assert offending(said.encode()) == []
    assert "[bold]x[" in said


def test_every_file_is_counted_once_in_the_header_however_narrow_it_is() -> None:
    tally = Tally({Status.CHANGED: 6_120, Status.ONLY_A: 812, Status.ONLY_B: 790, Status.COUNTERPART: 30}, 7, 0)
    assert tally.differing == 7_759
    found = {width: text(header(tally, 9, width)) for width in (80, 54, 45, 33, 26, 10)}
    assert {width: " ".join(words.split()) for width, words in found.items()} == {
        80: "Files 6,120 ≠ 812 only A 790 only B 30 ≈ 7 ? 9 of 7,759 read",
        54: "Files 6,120 ≠ 812 A 790 B 30 ≈ 7 ? 9 of 7,759 read",
        45: "6,120 ≠ 812 A 790 B 30 ≈ 7 ? 9/7k ✓",
        33: "6k≠ 812A 790B 30≈ 7? 9/7k ✓",
        26: "Files 7,759 differ 9/7k ✓",
        10: "Files 7,…",
    }


def test_a_mask_that_takes_a_slash_along_hides_the_folders() -> None:
    mask = Mask(["gpt-4"])
    names = FileNames(lambda path: mask(path_text(path)))
    assert names.folder(b"a/gpt/4", 1) == f"{MASK}/{MASK}"
    assert names.file(changed("a/gpt/4/x.py")).name == "x.py"


@pytest.mark.parametrize(
    ("a", "b", "widths"),
    [
        ("app/main.py", "app/app.py", {40: "main.py ↔ app.py", 12: "main… ↔ app…"}),
        ("test_old.py", "test_new.py", {40: "test_old.py ↔ test_new.py", 20: "test_old.py ↔ …new…"}),
        ("a/m/user.py", "a/src/m/user.py", {40: "user.py ↔ a/src/m/user.py", 20: "user.py ↔ src/m/…"}),
        ("app/db.py", "core/store/gate.py", {40: "db.py ↔ core/store/gate.py", 20: "db.py ↔ …/gate.py"}),
        ("app/db.py", "gate.py", {40: "db.py ↔ gate.py"}),
    ],
)
def test_what_differs_in_two_names_stays_readable(a: str, b: str, widths: dict[int, str]) -> None:
    called = FileNames(path_text).file(file_pair(a, b, 0.9))
    for width, expected in widths.items():
        name, other = both(called, width)
        assert f"{name} ↔ {other}" == expected


def test_a_name_keeps_its_end() -> None:
    assert shortened("test_integration_old.py", 16) == "test_int…_old.py"
    assert shortened("日本語のとても長い.py", 14) == "日本語の…い.py"
    assert [shortened("abc", width) for width in (3, 2, 1, 0)] == ["abc", "a…", "…", ""]


def test_numbers_stay_short() -> None:
    assert [brief(one) for one in (0, 999, 1_000, 12_345, 999_999, 1_000_000)] == [
        "0",
        "999",
        "1k",
        "12k",
        "999k",
        "1M",
    ]


def test_where_in_a_long_list_the_reader_is() -> None:
    walk = walk_of(*(changed(f"{number:03}") for number in range(100)))
    page = FilePage(walk, path_text)

    def edge() -> str:
        return "".join(line.spans[-1].text for line in page.lines(20, 11, has_cursor=False)[1:])

    assert edge() == "┃│││││││││"
    walk.scroll(45, 10)
    assert edge() == "││││┃│││││"
    walk.scroll(99, 10)
    assert edge() == "│││││││││┃"


def test_a_moved_file_has_both_names() -> None:
    one = file_pair("a/x.py", "b/x.py")
    walk = walk_of(FilePair(Status.MOVED, Pair(*one.files)))
    assert seen(walk, 40)[2] == "     → x.py ↔ b/x.py"


def test_a_row_says_what_a_file_became_where_there_is_room() -> None:
    one = changed("run.sh")
    a, b = one.files
    assert a is not None and b is not None
    linked = replace(one, files=Pair(a, replace(b, entry=Entry(LINK, b.entry.blob))))
    called, said = Called("run.sh"), Said(Counts(1, 2))
    assert text(file_line(linked, called, said, Where(30))).split() == ["≠", "run.sh", "→", "link", "+1", "−2"]
    assert "link" not in text(file_line(linked, called, said, Where(20)))
    assert "→" not in text(file_line(one, called, said, Where(30)))
