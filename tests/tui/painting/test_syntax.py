"""Colours stand on the right characters, come soon for what is seen, and are forgotten one text at a time."""

import subprocess
import sys
from array import array
from collections.abc import Iterator
from itertools import accumulate, chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tui.painting.hearing import Hearing, all_of, said
from tui.painting.colours import Part
from tui.painting.frames import Frame, Frames, Garbled, Kind, packed
from tui.painting.languages import lexer_class
from tui.painting.syntax import Role, Span, Syntax

LARGE = [f"def f{number}(a):" if number % 5 == 0 else f"    x{number} = 1" for number in range(99_000)]
"""More than is lexed while a test looks on."""


@pytest.fixture(scope="module")
def syntax() -> Iterator[Syntax]:
    with Syntax() as made:
        made.start()
        yield made


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.py", "def go(x):", [("def", Role.KEYWORD), ("go", Role.FUNCTION), ("(", Role.PUNCTUATION)]),
        ("a.py", "class Cat: pass", [("class", Role.KEYWORD), ("Cat", Role.CLASS), ("pass", Role.KEYWORD)]),
        ("a.py", "@late\nprint(1) # é", [("@late", Role.DECORATOR), ("print", Role.BUILTIN), ("# é", Role.COMMENT)]),
        ("a.py", 'x = f"a\\n" + 0x1f', [('f"a', Role.STRING), ("\\n", Role.ESCAPE), ("0x1f", Role.NUMBER)]),
        ("A.PY", "not x", [("not", Role.KEYWORD)]),
        ("b.ts", "const a: string = `b`;", [("const", Role.KEYWORD), ("string", Role.BUILTIN), ("`b`", Role.STRING)]),
        ("b.html", '<p class="x">&lt;</p>', [("p", Role.TAG), ("class", Role.ATTRIBUTE), ("&lt;", Role.ESCAPE)]),
        ("b.css", "p { color: #fff; }", [("p", Role.TAG), ("color", Role.KEYWORD), ("#fff", Role.NUMBER)]),
        ("b.json", '{"a": [1, true]}', [('"a"', Role.TAG), ("1", Role.NUMBER), ("true", Role.KEYWORD)]),
        ("b.md", "# Head\n**so**", [("# Head", Role.MARKUP), ("**so**", Role.MARKUP)]),
        ("b.go", "func Go() int { return 1 }", [("func", Role.KEYWORD), ("int", Role.BUILTIN), ("1", Role.NUMBER)]),
        ("b.rs", "fn go() -> u8 { 1 }", [("fn", Role.KEYWORD), ("go", Role.FUNCTION), ("u8", Role.BUILTIN)]),
        ("Dockerfile.dev", "FROM alpine", [("FROM", Role.KEYWORD)]),
        (".env.local", "A=1", [("A", Role.ATTRIBUTE), ("=", Role.OPERATOR)]),
        ("notes.txt", "def go(): 1", []),
        ("LICENSE", "def go(): 1", []),
        ("", "def go(): 1", []),
        ("go.mod", "module a", []),
        ("a\n\ud800.nothing", "def", []),
        ("a.pl", "my $x = 1; # no prologue", [("my", Role.KEYWORD), ("# no prologue", Role.COMMENT)]),
    ],
)
def test_each_part_has_its_role(name: str, text: str, found: list[tuple[str, Role]], syntax: Syntax) -> None:
    lines = text.split("\n")
    parts = [(part, role) for _, part, role in said(all_of(syntax, name, lines), lines)]
    assert set(found) <= set(parts)
    assert bool(found) == bool(parts)


@pytest.mark.parametrize(
    "before",
    [
        *("", "\t", "\x0c", "\U0001f600", "\ud800", "\udc80\udcff", "\ud83d\ude00", "\x00", "\x85\u2028\u2029", "\x1c"),
        *("\r", "é́", "\ufeff"),
    ],
)
@pytest.mark.parametrize("end", ["", "\r"])
def test_offsets_are_characters_of_the_line(before: str, end: str, syntax: Syntax) -> None:
    line = f"{before} 'é😀' # x{end}"
    lines = [line, f"'''{before}{end}", f"{before}'''{end}", f"x = 1{end}", line.removesuffix(end)]
    found = said(all_of(syntax, "a.py", lines), lines)
    for number in (0, 4):
        assert {(number, "'é😀'", Role.STRING), (number, "# x", Role.COMMENT)} <= set(found)
    assert (3, "1", Role.NUMBER) in found
    assert [number for number, _, role in found if role is Role.STRING] == [0, 1, 2, 4]


def test_a_byte_order_mark_moves_nothing(syntax: Syntax) -> None:
    lines = ["\ufeffdef go(): pass", "def"]
    assert all_of(syntax, "a.py", lines).of(0)[0] == Span(1, 4, Role.KEYWORD)


_ODD = (
    *(
        "'",
        '"',
        "'''",
        "`",
        "\\",
        "\n",
        "\r",
        "\t",
        "\x0c",
        "\x00",
        " ",
        "a",
        "0",
        "é",
        "\U0001f600",
        "\ud800",
        "\udcff",
        "\ufeff",
    ),
    *(
        "{",
        "}",
        "(",
        "[",
        "<",
        "</",
        ">",
        "<?php",
        "{%",
        "#",
        "//",
        "/*",
        "*/",
        "<!--",
        "$",
        "=",
        ":",
        "-",
        "*",
        "<<A",
        "%",
        "@",
    ),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    name=st.sampled_from(["a.py", "a.js", "a.html", "a.css", "a.md", "a.yaml", "a.rb", "a.php", "Makefile", "a.sh"]),
    text=st.lists(st.sampled_from(_ODD)).map("".join)
    | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")),
)
def test_whatever_a_text_holds_spans_lie_in_their_lines(name: str, text: str, syntax: Syntax) -> None:
    assert not all_of(syntax, name, text.split("\n")).is_cut


def test_beyond_the_text_there_is_nothing(syntax: Syntax) -> None:
    colours = all_of(syntax, "a.py", ["def"])
    assert [list(colours.of(line)) for line in (-1, 0, 1)] == [[], [Span(0, 3, Role.KEYWORD)], []]
    assert all_of(syntax, "a.py", []).is_done


def test_lines_that_are_too_long_have_none(syntax: Syntax) -> None:
    lines = ["'''", "a" * 4_001, "b" * 4_000, "'''", "1\n2", "pass"]
    colours = all_of(syntax, "a.py", lines)
    assert [[tuple(span) for span in colours.of(line)] for line in range(6)] == [
        [(0, 3, Role.STRING)],
        [],
        [(0, 4_000, Role.STRING)],
        [(0, 3, Role.STRING)],
        [],
        [(0, 4, Role.KEYWORD)],
    ]


@pytest.mark.parametrize("lines", [["1"] * 100_001, ["1", "'" + "a" * 2_000] * 1_100])
@pytest.mark.parametrize("seen", [range(0, 50), range(1_000, 1_060)])
def test_of_texts_that_are_too_large_what_is_seen_has_colours(lines: list[str], seen: range) -> None:
    hearing = Hearing()
    with Syntax(hearing) as syntax:
        colours = all_of(syntax, "a.py", lines, "large")
        assert (said(colours, lines), colours.is_cut, colours.knows(seen[0])) == ([], True, 0)
        assert syntax.colours("large", "a.py", lines, seen) is colours
        hearing.until(lambda: colours.knows(seen[-1]))
        assert colours.of(seen[0]) == (Span(0, 1, Role.NUMBER),)
        assert [colours.knows(line) for line in (seen[0], seen[-1], len(lines) - 1)] == [1, 1, 0]


def test_what_is_seen_of_a_long_text_does_not_wait_for_all_of_it() -> None:
    hearing = Hearing()
    with Syntax(hearing, budget=60) as syntax:
        colours = syntax.colours("large", "a.py", LARGE, range(0, 50))
        hearing.until(lambda: colours.knows(49))
        assert colours.knows(49) == 1
        hearing.until(lambda: colours.knows(49) == 2)
        assert not colours.is_done


def test_what_is_seen_comes_first_and_then_what_is_right() -> None:
    states: list[tuple[Span, ...]] = []
    lines = [*LARGE[:7_000], "'''", *["if x: pass"] * 400, "'''"]
    with Syntax(lambda _: states.append(tuple(made.colours("a", "a.py", lines).of(7_300))), budget=60) as made:
        made.colours("a", "a.py", lines, range(7_300, 7_360))
        assert made.wait("a", 60).is_done
    alone = (Span(0, 2, Role.KEYWORD), Span(4, 5, Role.PUNCTUATION), Span(6, 10, Role.KEYWORD))
    assert list(dict.fromkeys(state for state in states if state)) == [alone, (Span(0, 10, Role.STRING),)]


def test_windows_and_new_texts_go_before_what_is_at_work() -> None:
    hearing = Hearing()
    with Syntax(hearing, budget=60) as syntax:
        large = syntax.colours("large", "a.py", LARGE, range(50_000, 50_060))
        hearing.until(lambda: large.of(50_030))
        syntax.colours("large", "a.py", LARGE, range(80_000, 80_060))
        hearing.until(lambda: large.of(80_030))
        assert large.of(79_950)
        assert not large.of(60_000)
        small = all_of(syntax, "a.ts", ["if (a) b()"] * 1_000)
        assert small.of(999)
        assert large.whole.stop < 50_000
        stop = large.whole.stop
        hearing.until(lambda: large.whole.stop > stop)
        assert not large.is_done


def test_the_first_lines_of_every_text_come_before_the_rest_of_any() -> None:
    hearing = Hearing()
    with Syntax(hearing, budget=60) as syntax:
        several = [syntax.colours(name, f"{name}.py", LARGE) for name in "abc"]
        hearing.until(lambda: all(one.of(200) for one in several))
        assert not any(one.is_done for one in several)


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    with Syntax(budget=60, most=2) as syntax:
        first, large = all_of(syntax, "a.py", ["1"], "first"), syntax.colours("large", "a.py", LARGE)
        assert all_of(syntax, "a.py", ["1"], "first") is first
        all_of(syntax, "a.py", ["2"], "third")
        assert (large.is_done, large.is_cut) == (True, True)
        assert syntax.colours("first", "a.py", ["1"]) is first
        assert syntax.colours("large", "a.py", LARGE) is not large
        assert list(syntax.wait("third", 0).of(0)) == []


def test_what_is_not_known_in_time_is_not_waited_for() -> None:
    with Syntax(budget=60) as syntax:
        syntax.colours("large", "a.py", LARGE)
        assert not syntax.wait("large", 0).is_done
        assert syntax.wait("nobody asked", 60).is_done


def test_a_lexer_follows_from_the_name_alone() -> None:
    names = {
        **dict.fromkeys(("x.pl", "lib/Some.pm"), "PerlLexer"),
        **dict.fromkeys(("x.mts", "x.ts"), "TypeScriptLexer"),
        **dict.fromkeys(("Containerfile", "api.dockerfile", "Dockerfile"), "DockerLexer"),
        **dict.fromkeys(("x.R", "x.r"), "SLexer"),
        **dict.fromkeys(("x.S", "x.s"), "GasLexer"),
        **dict.fromkeys(("Cargo.lock", "Pipfile"), "TOMLLexer"),
        **dict.fromkeys(("x.jsonc", ".eslintrc", "package.json"), "JsonLexer"),
        **dict.fromkeys(("x.fs",), "FSharpLexer"),
        **dict.fromkeys(("x.html.erb",), "RhtmlLexer"),
        **dict.fromkeys((".profile", ".bashrc", ".env", "x.SH"), "BashLexer"),
        **dict.fromkeys(("justfile", "Makefile"), "MakefileLexer"),
    }
    assert {name: getattr(lexer_class(name), "__name__", None) for name in names} == names
    assert [lexer_class(name) for name in ("x.unheard", "", ".", "..", "x")] == [None] * 5


@pytest.mark.parametrize(
    "data",
    [
        Frame(Kind.COLOURS, 1).data().replace(b"\3", b"\x09", 1),
        Frame(Kind.COLOURS, 1, array("H", [2]), array("I", [0])).data(),
        b"\3" + b"\xff" * 12,
        b"Traceback (most recent call last)",
    ],
)
def test_what_is_no_frame_is_refused(data: bytes) -> None:
    with pytest.raises(Garbled):
        list(Frames().feed(data))


def frame(*lines: list[int]) -> Frame:
    """Colours of some lines."""
    return Frame(Kind.COLOURS, 1, array("H", map(len, lines)), array("I", chain(*lines)))


@pytest.mark.parametrize(
    "spans",
    [
        [packed(3, 2, 1)],
        [packed(2, 2, 1)],
        [packed(0, 6, 1)],
        [packed(0, 2, 1), packed(1, 3, 1)],
        [packed(2, 3, 1), packed(0, 1, 1)],
        [packed(0, 1, 0)],
        [packed(0, 1, 15)],
        [2**32 - 1],
    ],
)
def test_spans_that_no_line_can_have_are_refused(spans: list[int]) -> None:
    part = Part(range(2))
    with pytest.raises(Garbled):
        part.add(frame([packed(0, 1, 1)], spans), 0, [5, 5])
    assert part.stop == 0


def test_frames_come_whole_however_they_are_cut() -> None:
    sent = [Frame(Kind.READY), Frame(Kind.AT, 7), frame([packed(0, 1, 1)], [], [packed(0, 4, 2), packed(4, 5, 1)])]
    data = b"".join(one.data() for one in sent)
    for size in (1, 5, 13, len(data)):
        cuts = [*range(0, len(data), size), len(data)]
        frames = Frames()
        found = [one for start, stop in pairwise(cuts) for one in frames.feed(data[start:stop])]
        assert found == sent


def test_lines_that_are_known_are_not_heard_twice() -> None:
    part, lengths = Part(range(10, 15)), [5] * 5
    lines = [[packed(0, end, 1)] for end in range(1, 6)]
    part.add(frame(*lines[:3]), 0, lengths)
    for start, stop in ((0, 2), (2, 5), (4, 5)):
        part.add(frame(*lines[start:stop]), start, lengths)
    assert part.stop == 15
    assert [part.of(line) for line in range(10, 15)] == [(Span(0, end, Role.KEYWORD),) for end in accumulate([1] * 5)]
    with pytest.raises(Garbled):
        part.add(frame(*lines), 1, lengths)


def test_who_asks_never_loads_a_lexer() -> None:
    script = (
        "import sys; from tui.painting.syntax import Syntax\n"
        "with Syntax() as made: made.colours('k', 'a.py', ['1']); print(made.wait('k', 60).of(0)[0].end)\n"
        "print([name for name in ('pygments', 'textual', 'rich', 'asyncio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n[]\n"
