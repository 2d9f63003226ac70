"""What is said about two texts, and about the files of a list: signs, figures, bars, notices."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from grading.compare.aligned import Aligned
from grading.compare.counts import Counts
from grading.compare.shown import shown
from grading.compare.tree import File, FilePair, Status
from grading.runs.content import LINK, REGULAR, RUNNABLE
from grading.runs.vault import Entry
from grading.sides import Pair
from tests.hostile.scanner import offending
from tests.tui.painting.beside import beside, file_pair
from tui.painting.ink import Ink, Tone, always_ink, ink_for
from tui.painting.kinds import kinds
from tui.painting.lines import notices
from tui.painting.pieces import Piece, columns, pieces, wrapped
from tui.painting.side_by_side import side_by_side
from tui.painting.signs import MARKS, mark
from tui.painting.summary import facts, name_of, summary, totals
from tui.painting.unified import unified, word_diff

PLAIN = Ink()
_NAMES = st.binary(min_size=1, max_size=60).map(lambda raw: raw.replace(b"\0", b"\x1b").strip(b"/") or b"x")
_STATUSES = st.sampled_from([one for one in Status if one is not Status.SAME])


# Ink


@pytest.mark.parametrize(
    ("environment", "codes"),
    [
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, {""}),
        ({"COLORTERM": "truecolor"}, {""}),
        (
            {"TERM": "xterm-256color"},
            {"", "2", "1", "38;5;166", "38;5;32", "1;4;38;5;166", "1;4;38;5;32", "7;38;5;162"},
        ),
        ({"TERM": "xterm"}, {"", "2", "1", "33", "36", "1;4;33", "1;4;36", "7;35"}),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, {"", "2", "1", "1;4", "7"}),
    ],
)
def test_a_terminal_gets_the_colours_that_it_says_it_has(environment: dict[str, str], codes: set[str]) -> None:
    ink = ink_for(environment)
    said = {ink(role, "x") for role in Tone}
    assert said == {f"\x1b[{code}mx\x1b[0m" if code else "x" for code in codes}


def test_colours_are_many_where_a_variable_says_so() -> None:
    many = ink_for({"TERM": "xterm-256color"})(Tone.A, "x")
    assert ink_for({"TERM": "xterm", "COLORTERM": "truecolor"})(Tone.A, "x") == many
    assert ink_for({"TERM": "xterm-direct"})(Tone.A, "x") == many


def test_no_color_counts_only_where_it_says_something() -> None:
    assert ink_for({"TERM": "xterm", "NO_COLOR": ""})(Tone.A, "x") == "\x1b[33mx\x1b[0m"


def test_nothing_is_put_into_no_colour() -> None:
    assert (always_ink()(Tone.A, ""), PLAIN(Tone.A, "x")) == ("", "x")


# Pieces


def test_a_line_without_changes_is_one_piece() -> None:
    assert pieces(shown("a b"), Tone.A, Tone.A_WORD) == [Piece(Tone.A, "a b")]
    assert pieces(shown(""), Tone.A, Tone.A_WORD) == []


def test_what_changed_and_what_would_not_show_are_pieces_of_their_own() -> None:
    line = shown("\tx = \x1b[1m\u202e")
    found = pieces(line, Tone.B, Tone.B_WORD, [(1, 2), (5, 7)])
    assert found == [
        Piece(Tone.B, "    "),
        Piece(Tone.B_WORD, "x"),
        Piece(Tone.B, " = "),
        Piece(Tone.WARNED, "␛"),
        Piece(Tone.B_WORD, "["),
        Piece(Tone.B, "1m"),
        Piece(Tone.WARNED, "⟨202E⟩"),
    ]


@given(st.lists(st.text(st.sampled_from("ab 漢é\u0301👍"), max_size=9), max_size=6), st.integers(2, 9))
def test_wrapped_rows_hold_everything_and_no_row_is_too_wide(texts: list[str], width: int) -> None:
    line = [Piece(role, text) for role, text in zip([*Tone], texts, strict=False)]
    rows = list(wrapped(line, width))
    assert "".join(piece.text for row in rows for piece in row) == "".join(texts)
    assert all(columns(row) <= width for row in rows)
    assert [] not in rows or len(rows) == 1


# What a reader cannot see in the lines


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (b"x\n", b"y\n", []),
        (b"x\n", b"", []),
        (b"x\r\n", b"y\r\n", ["both sides: CRLF"]),
        (b"x\r\n", b"y\n", ["A: CRLF, B: LF"]),
        (b"x\r\ny\n", b"y\n", ["A: LF and CRLF mixed, B: LF"]),
        (b"x\r\n", b"", ["A: CRLF"]),
        (b"x\r\n", b"y", ["A: CRLF"]),
        (b"", b"caf\xe9\r\n", ["B: Latin-1", "B: CRLF"]),
        (b"caf\xe9\n", "café\n".encode(), ["A: Latin-1, B: UTF-8"]),
        (b"\xef\xbb\xbfx\n", "x\n".encode("utf-16"), ["A: UTF-8 with a mark, B: UTF-16 LE"]),
        (b"x" * 3_000, b"y", ["very long lines are shown in pieces"]),
        (b"", b"x\r\ny\n\0", ["B: binary"]),
        (b"x\r\n", b"\0", ["A: UTF-8, B: binary"]),
    ],
)
def test_what_the_lines_do_not_tell_is_said(a: bytes, b: bytes, said: list[str]) -> None:
    assert list(notices(beside(a, b))) == said


def test_a_comparison_that_was_given_up_says_so() -> None:
    found = beside("a\n", "b\n")
    assert next(notices(Aligned(found.texts, found.rows, is_rough=True))).startswith("too different to compare in time")


def _side_by_side(found: Aligned, ink: Ink) -> list[str]:
    return list(side_by_side(found, 80, ink))


def _unified(found: Aligned, ink: Ink) -> list[str]:
    return list(unified(found, ink))


def _words(found: Aligned, ink: Ink) -> list[str]:
    return list(word_diff(found, ink))


@pytest.mark.parametrize("paint", [_side_by_side, _unified, _words])
@pytest.mark.parametrize(
    ("a", "b", "sign"),
    [
        (b"a\nb\n", b"a\nb", "⟨no newline⟩"),
        (b"x\r", b"x", "␍"),
        (b"x\r\n", b"x\n", "␍"),
        (b"x\r\r\n", b"x\r\n", "␍"),
        (b"x\xc2\xad\n", b"x\n", "⟨00AD⟩"),
        (b"x \n", b"x\n", None),
    ],
)
def test_texts_that_differ_never_look_the_same(
    paint: Callable[[Aligned, Ink], list[str]], a: bytes, b: bytes, sign: str | None
) -> None:
    plain = paint(beside(a, b), PLAIN)
    assert sign is None or "".join(plain).count(sign) == 1
    words = "{+" if sign == "⟨no newline⟩" else "[-"
    assert any({"_side_by_side": " - ", "_unified": "-", "_words": words}[paint.__name__] in line for line in plain)


def test_a_newline_that_both_sides_lack_is_not_a_difference_of_words() -> None:
    assert list(word_diff(beside("a b", "a c"), PLAIN))[1:] == ["a [-b-]{+c+}"]


def test_lines_that_all_end_with_crlf_show_no_sign_of_it() -> None:
    assert _side_by_side(beside(b"a\r\nb\r\n", b"a\r\nc\r\n"), PLAIN) == [
        f"{left:38} │{right}" for left, right in (("1   a", " 1   a"), ("2 - b", " 2 + c"))
    ]


def test_places_are_those_of_diff() -> None:
    a = "".join(f"{number}\n" for number in range(1, 21))
    found = beside(a, a.replace("11\n", "").replace("5\n", "5\nnew\n", 1))
    assert [line for line in unified(found, PLAIN, 0) if not line.startswith((" ", "@"))] == ["+new", "-11"]
    assert [line for line in unified(found, PLAIN, 0) if line.startswith("@@")] == ["@@ -5,0 +6 @@", "@@ -11 +11,0 @@"]
    assert next(unified(beside("", "x\n"), PLAIN)) == "@@ -0,0 +1 @@"
    assert next(unified(beside("x\ny\n", ""), PLAIN)) == "@@ -1,2 +0,0 @@"


def test_folds_say_how_much_they_hide() -> None:
    a = "".join(f"{number}\n" for number in range(3_000))
    lines = list(side_by_side(beside(a, a + "new\n"), 60, PLAIN))
    assert lines[0] == " 2,997 lines the same ".center(59, "┄")
    assert len(lines) == 5


# The list of files


@given(st.lists(st.tuples(_NAMES, _NAMES, _STATUSES, st.integers(0, 10**7)), max_size=8), st.integers(40, 200))
def test_no_line_of_the_tree_is_wider_than_it_may_be(drawn: list[tuple[bytes, bytes, Status, int]], width: int) -> None:
    files = [
        file_pair(None if status is Status.ONLY_B else a, None if status is Status.ONLY_A else b, status, 0.44)
        for a, b, status, _ in drawn
    ]
    lines = list(summary(files, [Counts(count, count // 3) for *_, count in drawn], width, PLAIN))
    assert max(map(cell_len, lines), default=0) <= width
    assert offending("\n".join(lines).encode()) == []
    assert len(lines) >= len(files)


def test_a_folder_is_named_once_and_deep_ones_stay_on_the_page() -> None:
    deep = b"/".join([b"folder"] * 60)
    files = [file_pair(path, path, Status.CHANGED) for path in (b"a/b/one", b"a/b/two", b"a/c", deep + b"/x", b"y")]
    lines = list(summary(files, [Counts(1, 0)] * 5, 60, PLAIN))
    assert lines[:5] == [
        "  a/",
        "    b/",
        f"    {'≠ one':16}  +1  {'+' * 20}",
        f"    {'≠ two':16}  +1  {'+' * 20}",
        f"  {'≠ c':18}  +1  {'+' * 20}",
    ]
    assert lines[-2].strip().startswith("≠ x")
    assert max(map(cell_len, lines)) <= 60


def test_every_status_has_a_sign_of_its_own() -> None:
    assert len({*MARKS.values(), "?"}) == len(Status) + 1
    assert mark(file_pair(b"a", b"b", Status.COUNTERPART, 0.49)) == "?"
    assert mark(file_pair(b"a", b"b", Status.COUNTERPART, 0.5)) == "≈"


def test_a_file_of_one_side_has_the_colour_of_the_side() -> None:
    files = [file_pair(b"a", None, Status.ONLY_A), file_pair(None, b"b", Status.ONLY_B)]
    first, second = summary(files, [Counts(0, 1), Counts(1, 0)], 80, always_ink())
    assert first.startswith(always_ink()(Tone.A, "A a"))
    assert second.startswith(always_ink()(Tone.B, "B b"))


def _modes(a: int, b: int, blob: str = "1" * 40, path: bytes = b"x") -> FilePair:
    return FilePair(Status.CHANGED, Pair(File(path, Entry(a, "1" * 40)), File(path, Entry(b, blob))))


def test_figures_say_what_has_no_lines() -> None:
    files = [_modes(REGULAR, RUNNABLE), _modes(REGULAR, LINK, "2" * 40), file_pair(b"z", b"z", Status.CHANGED)]
    lines = list(summary(files, [Counts(0, 0), Counts(1, 1), Counts(0, 0, is_binary=True)], 80, PLAIN))
    assert [line.split()[2:] for line in lines] == [
        ["mode", "plain", "file", "→", "runnable"],
        ["+1", "−1", "+" * 10 + "-" * 10, "plain", "file", "→", "link"],
        ["binary"],
    ]


@pytest.mark.parametrize(
    ("width", "ending"), [(80, "++++----------  plain file → link"), (44, "−1  plain file → link"), (40, "−1  → link")]
)
def test_where_there_is_little_room_a_kind_goes_before_the_bar(width: int, ending: str) -> None:
    (line,) = summary([_modes(REGULAR, LINK, "2" * 40, b"a-long-name.txt")], [Counts(1, 1)], width, PLAIN)
    assert line.endswith(ending) and cell_len(line) <= width


def test_a_link_is_said_to_be_one() -> None:
    link, plain = File(b"x", Entry(LINK, "1" * 40)), File(b"x", Entry(REGULAR, "2" * 40))
    alone = Pair(None, link)
    assert kinds(FilePair(Status.ONLY_B, alone)) == ["B: link"]
    assert kinds(FilePair(Status.ONLY_A, alone.swapped())) == ["A: link"]
    assert kinds(FilePair(Status.SAME, Pair(link, link))) == ["both sides: link"]
    assert kinds(FilePair(Status.CHANGED, Pair(plain, link))) == ["plain file → link"]
    assert kinds(FilePair(Status.ONLY_B, Pair(None, plain))) == []


def test_who_has_a_line_has_a_sign_and_nobody_more_than_the_whole_bar() -> None:
    files = [file_pair(name, name, Status.CHANGED) for name in (b"a", b"b", b"c")]
    lines = list(summary(files, [Counts(1, 1), Counts(10**6, 1), Counts(0, 500)], 100, PLAIN))
    assert [line.split()[-1] for line in lines] == ["+-", "+" * 19 + "-", "-"]


def test_facts_name_what_was_found_and_what_was_chosen() -> None:
    assert facts(file_pair(b"a", b"b", Status.COUNTERPART)) == ["stood together by hand"]
    assert facts(file_pair(b"a", b"b", Status.COUNTERPART, 0.4)) == ["may be counterparts, likeness 0.40"]
    assert facts(file_pair(b"a", b"b", Status.COUNTERPART, 0.999)) == ["counterparts, likeness 0.99"]
    assert facts(file_pair(b"a", b"b", Status.MOVED)) == ["moved"]
    assert facts(_modes(LINK, RUNNABLE)) == ["link → runnable"]
    assert facts(file_pair(b"yarn.lock", b"yarn.lock", Status.CHANGED)) == ["generated"]


def test_a_file_has_both_its_names() -> None:
    assert name_of(file_pair(b"a\x1b", b"b", Status.COUNTERPART)) == "a\\x1b ↔ b"
    assert name_of(file_pair(None, b"b", Status.ONLY_B)) == "b"


def test_the_sum_of_it_all_is_one_line() -> None:
    files = [
        *(file_pair(b"a", b"a", Status.CHANGED), file_pair(b"b", None, Status.ONLY_A)),
        *(file_pair(b"c", b"d", Status.COUNTERPART, 0.3), file_pair(b"e", b"f", Status.COUNTERPART)),
    ]
    assert totals(files, [Counts(1_000, 2)] * 4, 5) == (
        "1 changed, 1 only in A, 2 counterparts (1 suggested), 5 the same · +4,000 −8 lines"
    )
    assert totals(files[2:3], [Counts(0, 0)], 0) == "1 counterpart (1 suggested) · +0 −0 lines"
    assert totals([], [], 3) == "3 the same"
    assert totals([], [], 0) == "no files on either side"
