"""Looking for a text in every file of both sides."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.blind import MASK, Mask
from grading.compare import search as module
from grading.compare.comparison import Comparison, Workspace
from grading.compare.search import Found, search
from grading.errors import VaultError
from grading.runs.content import Content
from grading.runs.vault import Entry, Vault
from grading.sides import Pair

A = {
    b"app/main.py": b"def total(orders):\n    return sum(orders)  # Total\n",
    b"app/same.py": b"total\ntotal\n",
    b"only.md": b"- TOTAL and total\n",
    b"logo.png": b"\x89PNG\0total\n",
    b"latin.txt": "gr\xf6\xdfe total\n".encode("latin-1"),
    b"odd\nname:\xff": b"total\n",
    b"empty": b"",
}
B = {
    b"app/main.py": b"class Total:\n    pass\n",
    b"app/same.py": b"total\ntotal\n",
    b"names.py": b"amber_total = 1\nclaude\nthe Total by amber\nfine\n",
    b"wide.txt": "Gr\xf6\xdfe\nGR\xd6SSE \u043f\u0440\u0438\u0432\u0435\u0442\n".encode(),
    b"link": b"total",
}
MASKING = Mask(("amber", "Claude"))


@pytest.fixture(scope="module")
def compared(vault: Vault) -> Comparison:
    def kept(files: Mapping[bytes, bytes]) -> dict[bytes, Entry]:
        modes = {b"link": 0o120000}
        return vault.entries(
            vault.store(Content(path, modes.get(path, 0o100644), data) for path, data in files.items())
        )

    return Comparison(vault, Pair(Workspace("a", kept(A)), Workspace("b", kept(B))))


def lines(found: Found) -> dict[bytes, tuple[int, int]]:
    assert found.is_all
    return {file.path: (count.a, count.b) for file, count in found.lines.items()}


def test_small_letters_find_every_way_of_writing_and_lines_are_counted_on_each_side(compared: Comparison) -> None:
    assert lines(compared.search("total")) == {
        b"app/main.py": (2, 1),
        b"app/same.py": (2, 2),
        b"latin.txt": (1, 0),
        b"link": (0, 1),
        b"names.py": (0, 2),
        b"odd\nname:\xff": (1, 0),
        b"only.md": (1, 0),
    }


def test_a_capital_letter_finds_only_what_is_written_so(compared: Comparison) -> None:
    assert lines(compared.search("Total")) == {b"app/main.py": (1, 1), b"names.py": (0, 1)}
    assert lines(compared.search("class T")) == {b"app/main.py": (0, 1)}


def test_letters_beyond_ascii_are_found_in_their_usual_forms(compared: Comparison) -> None:
    assert lines(compared.search("gr\xf6\xdfe")) == {b"wide.txt": (0, 2)}
    assert lines(compared.search("\u043f\u0440\u0438\u0432\u0435\u0442")) == {b"wide.txt": (0, 1)}
    assert lines(compared.search("GR\xd6")) == {b"wide.txt": (0, 1)}


@pytest.mark.parametrize("text", [".*", "[a-z]", "^def", "$", "\\(", "sum(orders) "])
def test_signs_mean_themselves(text: str, compared: Comparison) -> None:
    expected = {b"app/main.py": (1, 0)} if text == "sum(orders) " else {}
    assert lines(compared.search(text)) == expected


def test_a_text_that_looks_like_an_option_is_looked_for(compared: Comparison) -> None:
    assert lines(compared.search("- TOTAL")) == {b"only.md": (1, 0)}
    assert lines(compared.search("--open-files-in-pager=touch x")) == {}


@pytest.mark.parametrize("text", ["", "total\nclass", "to\0tal", "\udcff", "\ud800"])
def test_what_can_stand_in_no_line_is_nowhere(text: str, compared: Comparison) -> None:
    assert compared.search(text) == Found({}, True)


def test_what_is_masked_is_not_found(compared: Comparison) -> None:
    for text in ("amber", "claude", "ambe", "mber", "by a", "r_t", "laud"):
        assert lines(compared.search(text, MASKING)) == {}, text
    assert lines(compared.search("by a")) == {b"names.py": (0, 1)}


def test_what_stands_beside_a_mask_is_found(compared: Comparison) -> None:
    assert lines(compared.search("total", MASKING)) == lines(compared.search("total"))
    assert (
        lines(compared.search("_total", MASKING))
        == lines(compared.search("the Total by ", None))
        == {b"names.py": (0, 1)}
    )
    assert lines(compared.search("Total by ", MASKING)) == {b"names.py": (0, 1)}
    assert lines(compared.search(MASK, MASKING)) == {}


def test_beyond_a_bound_it_says_that_there_may_be_more(compared: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_BYTES", 60)
    found = compared.search("total", MASKING)
    assert not found.is_all
    assert len(found.lines) < 7


def test_what_nobody_wants_any_more_is_left_off(compared: Comparison) -> None:
    assert compared.search("total", None, lambda: False) == Found({}, False)


def test_of_a_very_long_line_the_beginning_is_looked_at_and_no_part_of_a_name_is_found(vault: Vault) -> None:
    long = b"total amber " * 20_000
    cut = b"x" * (module._LONG_LINE - 3) + b"amber total"
    files = [Content(name, 0o100644, data + b"\n") for name, data in ((b"long", long), (b"cut", cut))]
    found = Comparison(vault, Pair(Workspace("a", vault.entries(vault.store(files))), Workspace("b", {})))
    assert lines(found.search("total", MASKING)) == {b"long": (1, 0)}
    assert lines(found.search("xamb", MASKING)) == lines(found.search("amb", MASKING)) == {}
    assert lines(found.search("amb")) == {b"long": (1, 0), b"cut": (1, 0)}


def test_many_lines_are_counted_a_few_at_a_time(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_HELPING", 30)
    text = b"a total\n" * 50 + b"total amber\nby amber\n" * 3
    tree = vault.entries(vault.store([Content(b"many", 0o100644, text)]))
    found = Comparison(vault, Pair(Workspace("a", tree), Workspace("b", tree)))
    assert lines(found.search("total", MASKING)) == {b"many": (53, 53)}
    assert lines(found.search("b", MASKING)) == {b"many": (3, 3)}


def test_too_much_work_gives_what_was_found_by_then(
    compared: Comparison, program: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = program("git")
    shim = tmp_path / "git"
    shim.write_text(f'#!/bin/sh\nPATH=/usr/bin:/bin\n{real} "$@"\ncase "$*" in *grep*) kill -XCPU $$;; esac\n')
    shim.chmod(0o755)
    expected = compared.search("total").lines
    monkeypatch.setenv("PATH", str(tmp_path))
    found = compared.search("total")
    assert (found.lines, found.is_all) == (expected, False)


def test_a_content_that_is_gone_is_an_error_that_says_so(vault: Vault) -> None:
    gone = {b"a": Entry(0o100644, "1" * 40)}
    found = Comparison(vault, Pair(Workspace("a", gone), Workspace("b", {})))
    with pytest.raises(VaultError, match="unable to read"):
        search(vault, found.listed, "total")


@settings(max_examples=30, deadline=None)
@given(st.text("aBc. ", min_size=1, max_size=3), st.lists(st.text("aBc.\n ", max_size=12), max_size=4))
def test_it_finds_what_looking_at_every_line_finds(vault: Vault, text: str, contents: list[str]) -> None:
    files = [Content(b"%d" % place, 0o100644, content.encode()) for place, content in enumerate(contents)]
    found = Comparison(vault, Pair(Workspace("a", {}), Workspace("b", vault.entries(vault.store(files)))))
    small = text == text.lower()
    said = [[line for line in (one.lower() if small else one).split("\n") if text in line] for one in contents]
    expected = {b"%d" % place: (0, len(hits)) for place, hits in enumerate(said) if hits}
    assert lines(found.search(text)) == lines(found.search(text, MASKING)) == expected
