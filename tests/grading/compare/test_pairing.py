"""Counterparts under other paths: laws, what counts, and worst cases by counting."""

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.compare import pairing
from grading.compare.likeness import MOST_BYTES, cosine
from grading.compare.pairing import BY_LINES, FULLY, TINY, Proposal, proposals
from grading.compare.tree import SUGGESTED
from grading.runs.vault import Entry
from grading.sides import Pair
from tests.grading.compare.labelled import Tree, entries_of, proposed, sample_pairs


def program(words: str) -> bytes:
    """A module that is about some things."""
    about = words.split()
    lines = (
        f"def {one}_{other}({third}):\n    return {third}.{one} + {n}\n"
        for n, (one, other, third) in enumerate(zip(about, about[1:] + about[:1], about[2:] + about[:2], strict=True))
    )
    return "\n".join(lines).encode()


PROGRAM = program("order customer invoice refund discount delivery stock warehouse parcel price currency receipt")
OTHER = program("lamp bulb colour brightness wire socket dimmer candle shade voltage battery lantern")


def by_another_hand(data: bytes) -> bytes:
    """The same words, and no line the same."""
    return data.replace(b"(", b" (").replace(b" + ", b"+")


def pairs(a: Tree, b: Tree) -> dict[bytes, bytes]:
    return {one.a: one.b for one in proposed(Pair(a, b))}


# Laws.

PATHS = st.lists(
    st.sampled_from(["src", "app", "tests", "orders", "OrderHandler.py", "order_list.py", "index.html", "é\udcff"]),
    min_size=1,
    max_size=4,
).map(lambda names: "/".join(names).encode("utf-8", "surrogateescape"))
CONTENTS = st.sampled_from([b"", b"{}\n", PROGRAM, OTHER, PROGRAM[:400], OTHER[100:], PROGRAM + OTHER, b"\0" * 300])


@st.composite
def two_sides(draw: st.DrawFn) -> Pair[Tree]:
    paths = draw(st.lists(PATHS, unique=True, max_size=16))
    cut = draw(st.integers(0, len(paths)))
    files = {path: draw(CONTENTS) for path in paths}
    return Pair({path: files[path] for path in paths[:cut]}, {path: files[path] for path in paths[cut:]})


@given(two_sides(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_each_file_at_most_once_and_the_same_in_any_order_and_from_either_side(
    files: Pair[Tree], chance: random.Random
) -> None:
    found = proposed(files)
    assert {one.a for one in found} <= files.a.keys()
    assert {one.b for one in found} <= files.b.keys()
    assert len({one.a for one in found}) == len({one.b for one in found}) == len(found)
    assert found == sorted(found)
    for one in found:
        assert one.is_moved == (files.a[one.a] == files.b[one.b]) == (one.likeness == 1.0)
        assert 0 < one.likeness == round(one.likeness, 3)
    shuffled = files.map(lambda side: dict(chance.sample(list(side.items()), len(side))))
    assert proposed(shuffled) == found
    turned = [Proposal(one.b, one.a, one.likeness, one.is_moved) for one in proposed(files.swapped())]
    assert sorted(turned) == found


@given(two_sides())
@settings(max_examples=60, deadline=None)
def test_the_same_content_is_always_found_again(files: Pair[Tree]) -> None:
    moved = [files.a[one.a] for one in proposed(files) if one.is_moved]
    for content in set(files.a.values()) | set(files.b.values()):
        copies = [list(side.values()).count(content) for side in files]
        if len(content) >= TINY:
            assert moved.count(content) == min(copies)


def test_another_process_proposes_the_same() -> None:
    script = (
        "from tests.grading.compare.labelled import *\nprint([proposed(one.files.swapped()) for one in sample_pairs()])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONHASHSEED": "7"},
        cwd=Path(__file__).parents[3],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"{[proposed(one.files.swapped()) for one in sample_pairs()]}\n"


# What counts.


def test_nothing_is_proposed_for_nothing() -> None:
    assert (
        proposed(Pair({}, {})) == proposed(Pair({b"a.py": PROGRAM}, {})) == proposed(Pair({}, {b"a.py": OTHER})) == []
    )


def test_copies_go_to_the_paths_that_are_like_theirs() -> None:
    places = [b"blue/reader/setup.cfg", b"green/writer/setup.cfg", b"old/parser/setup.cfg"]
    found = pairs(dict.fromkeys(places, PROGRAM), {b"src/" + path: PROGRAM for path in places})
    assert found == {path: b"src/" + path for path in places}


def test_what_is_empty_goes_only_where_its_path_leads() -> None:
    a = dict.fromkeys([b"tests/__init__.py", b"app/__init__.py", b"data/.gitkeep"], b"")
    b = dict.fromkeys([b"spec/__init__.py", b"logs/deep/placeholder", b"server/handlers/__init__.py"], b"")
    assert pairs(a, b) == {b"tests/__init__.py": b"spec/__init__.py"}
    assert pairs({b"empty.json": b"{}\n"}, {b"src/lang/sv.json": b"{}\n"}) == {}


SHORT = b"# csv tool\n"


@pytest.mark.parametrize("content", [SHORT, b"x", b"3.11.4\n", "é\n".encode(), b"a" * (TINY - 1)])
def test_a_short_content_that_only_one_file_of_either_side_has_is_moved(content: bytes) -> None:
    beside = {b"notes.txt": b"tabs here\nsecond red\n"}
    for others in ({}, beside):
        (found,) = proposed(Pair({b"README.md": content}, {b"GUIDE.md": content, **others}))
        assert found == (b"README.md", b"GUIDE.md", 1.0, True)


@pytest.mark.parametrize("content", [b"", b"\n \t\r\n", b"{}\n", b"---\n", b"\0\0\0", b"___"])
def test_a_content_without_a_letter_or_digit_is_the_same_by_chance(content: bytes) -> None:
    assert pairs({b"README.md": content}, {b"lamp/bright.md": content}) == {}


def test_of_a_short_content_that_several_files_have_none_is_taken_for_another() -> None:
    one, several = {b"blue/__init__.py": SHORT}, {b"red/lamp/__init__.py": SHORT, b"green/__init__.py": SHORT}
    assert pairs(one, several) == pairs(several, one) == {}
    # Nor is the one that is left over when paths have led the others to theirs.
    at_home = {b"src/blue/__init__.py": SHORT}
    assert pairs(one | {b"red/__init__.py": SHORT}, at_home | {b"green/lamp/__init__.py": SHORT}) == {
        b"blue/__init__.py": b"src/blue/__init__.py"
    }


def test_links_stand_only_beside_links_and_are_never_read() -> None:
    files, read = entries_of(Pair({b"bin/tool": b"../tool.py", b"lib/tool.py": PROGRAM}, {b"tool.py": PROGRAM[60:]}))
    link = Entry(0o120000, "link")
    left = Pair({**files.a, b"bin/tool.py": link}, {**files.b, b"scripts/bin/tool.py": link, b"tool": link})
    found = {one.a: one for one in proposals(left, read)}
    assert found[b"bin/tool.py"] == (b"bin/tool.py", b"scripts/bin/tool.py", 1.0, True)
    assert found[b"lib/tool.py"].b == b"tool.py"
    assert len(found) == 2
    alone = Pair({b"bin/tool.py": link}, {b"src/bin/tool.py": Entry(0o100644, link.blob)})
    assert proposals(alone, lambda _: b"") == []


def test_a_test_stands_rather_beside_a_test_and_code_beside_code() -> None:
    a = {b"orders.py": PROGRAM, b"test_orders.py": PROGRAM[:500]}
    again = by_another_hand(PROGRAM)
    b = {b"src/orders.ts": again[100:], b"src/orders.md": again, b"src/orders.spec.ts": again[:400]}
    assert pairs(a, b) == {b"orders.py": b"src/orders.ts", b"test_orders.py": b"src/orders.spec.ts"}


def test_what_is_no_text_is_told_by_its_path_alone() -> None:
    noise = b"\0" + PROGRAM
    assert pairs({b"logo.png": noise}, {b"photo/sunset.png": noise[1:] + b"\0"}) == {}
    assert pairs({b"logo.png": noise}, {b"photo/logo.png": noise[1:] + b"\0"}) == {b"logo.png": b"photo/logo.png"}


def test_a_file_stays_alone_rather_than_beside_what_another_fits_better() -> None:
    a = {b"order.py": PROGRAM, b"order_part.py": PROGRAM[:100] + OTHER}
    assert pairs(a, {b"src/order.py": PROGRAM[60:]}) == {b"order.py": b"src/order.py"}


@pytest.mark.parametrize("other", [b"tabs here\nsecond red\n", b"", OTHER])
def test_of_texts_that_say_next_to_nothing_and_share_none_of_it_names_of_one_meaning_only_suggest(other: bytes) -> None:
    for files in (
        Pair({b"README.md": SHORT}, {b"notes.txt": other}),
        Pair({b"notes.txt": other}, {b"README.md": SHORT}),
    ):
        (found,) = proposed(files)
        assert not found.is_moved
        assert found.likeness < SUGGESTED


def test_of_texts_that_say_next_to_nothing_the_same_name_says_more_than_one_of_the_same_meaning() -> None:
    (found,) = proposed(Pair({b"README.md": SHORT}, {b"doc/README.md": b"tabs here\nsecond red\n"}))
    assert found.likeness > SUGGESTED


def test_of_texts_that_say_next_to_nothing_one_common_word_or_line_is_enough() -> None:
    for other in (b"reads csv\n", b"second red\n" + SHORT):
        (found,) = proposed(Pair({b"README.md": SHORT}, {b"notes.txt": other}))
        assert found.likeness > SUGGESTED


def test_likeness_grows_with_what_is_shared() -> None:
    def alike(a: bytes, b: bytes, path: bytes = b"src/steps.py") -> float:
        return next((one.likeness for one in proposed(Pair({b"steps.py": a}, {path: b}))), 0.0)

    assert 0 < alike(PROGRAM, OTHER) < 0.5 < alike(PROGRAM, PROGRAM[:400] + OTHER) < alike(PROGRAM, PROGRAM[60:]) < 1
    assert alike(PROGRAM, PROGRAM) == 1
    assert alike(PROGRAM, OTHER, b"src/lamps.py") == 0
    assert alike(PROGRAM, PROGRAM[60:], b"src/lamps.py") > 0.5


# What is too much.


def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often two files are compared from here on."""
    calls = 0

    def counting(a: dict[str, float], b: dict[str, float]) -> float:
        nonlocal calls
        calls += 1
        return cosine(a, b)

    monkeypatch.setattr(pairing, "cosine", counting)
    return lambda: calls


def entry(key: object) -> Entry:
    return Entry(0o100644, str(key))


def never(blob: str) -> bytes:
    raise AssertionError(f"{blob} was read")


def moved_tree(count: int) -> Pair[dict[bytes, Entry]]:
    paths = [b"part_%d/unit_%d/module_%d.py" % (n % 40, n // 9, n % 9) for n in range(count)]
    return Pair({path: entry(f"a{path!r}") for path in paths}, {b"src/" + path: entry(f"b{path!r}") for path in paths})


def test_of_too_many_files_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    comparisons = counted(monkeypatch)
    found = proposals(moved_tree(BY_LINES + 100), never)
    assert len(found) == BY_LINES + 100
    assert all(one.b == b"src/" + one.a and not one.is_moved for one in found)
    assert comparisons() < 10 * BY_LINES


def test_of_many_files_only_lines_are_compared_and_of_few_all_they_say() -> None:
    lines = {b"first.py": PROGRAM}, {b"x/last.py": PROGRAM[30:]}
    said = {b"dim.py": OTHER}, {b"x/bright.py": by_another_hand(OTHER)}
    for many, expected in ((FULLY, {b"dim.py": b"x/bright.py"}), (FULLY + 1, {})):
        filler = {b"%d/%d.bin" % (n, n): b"\0%d" % n for n in range(many - 2)}
        found = proposed(Pair({**lines[0], **said[0], **filler}, {**lines[1], **said[1]}))
        assert {one.a: one.b for one in found} == {b"first.py": b"x/last.py", **expected}


def test_each_content_is_read_once_at_most() -> None:
    reads: list[str] = []
    files = Pair({b"a/%d.py" % n: entry(n) for n in range(60)}, {b"b/%d.py" % n: entry(-n) for n in range(1, 60)})

    def read(blob: str) -> bytes:
        reads.append(blob)
        return PROGRAM + blob.encode()

    proposals(files, read)
    assert len(reads) == len(set(reads)) == 119


@pytest.mark.parametrize("content", [b"", PROGRAM])
def test_thousands_of_copies_are_no_square(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    many = 2_000
    comparisons = counted(monkeypatch)
    alike = Pair(
        {b"%d/__init__.py" % n: entry("same") for n in range(many)},
        {b"lib/%d/__init__.py" % n: entry("same") for n in range(many)},
    )
    assert len(proposals(alike, lambda blob: content)) == many
    unlike = Pair(
        {b"%d" % n: entry("same") for n in range(many)}, {b"%d" % -n: entry("same") for n in range(many, 2 * many)}
    )
    assert len(proposals(unlike, lambda blob: content)) == (many if content else 0)
    assert comparisons() < 20 * many


def test_files_that_all_say_the_same_words_are_compared_with_a_few_each(monkeypatch: pytest.MonkeyPatch) -> None:
    comparisons = counted(monkeypatch)
    files = Pair(
        {b"a/%d.py" % n: PROGRAM * 20 + b"%d" % n for n in range(150)},
        {b"b/%d.py" % -n: PROGRAM * 20 + b"%d" % -n for n in range(1, 150)},
    )
    assert len(proposed(files)) <= 149
    assert comparisons() < 150 * 149  # each with each would be three times as often


def test_only_the_beginning_of_a_file_counts() -> None:
    filling = b"x = 1\n" * MOST_BYTES
    assert pairs({b"steps.txt": filling + PROGRAM}, {b"lamp.txt": filling[:-6] + b"y = 2\n" + PROGRAM}) == {}
    huge = PROGRAM + b"\n" * (64 << 20)
    assert pairs({b"a/b.py": huge}, {b"c.py": PROGRAM}) == {b"a/b.py": b"c.py"}


@pytest.mark.parametrize(
    "name",
    [
        *(b"/".join([b"deep"] * 500), b"aA" * 2_000, b"A" * 4_000, b"\xff\xfe/\x80.py", b"...", b"_", b" ", b".\n"),
        *("日本語/ファイル.py".encode(), b"a.b.c.d.e", b"-" * 3_000 + b"x", b"x." + b"y" * 3_000),
    ],
)
def test_no_name_is_too_odd(name: bytes) -> None:
    assert pairs({name: PROGRAM}, {b"other/" + name: OTHER + PROGRAM[:400]}) == {name: b"other/" + name}


@pytest.mark.parametrize(
    "text", [b"A" * 40_000 + b"a", b"aA" * 20_000, b"_" * 40_000, b"\n" * 40_000, b"\xff" * 40_000]
)
def test_no_content_is_too_odd(text: bytes) -> None:
    assert pairs({b"lib/steps.py": text}, {b"src/steps.py": text + b"!", b"src/lamps.py": b"!"}) == {
        b"lib/steps.py": b"src/steps.py"
    }
