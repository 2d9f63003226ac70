"""Finding files by letters."""

import random

import pytest

from grading.visible import path_text
from tests.tui.painting.file_pairs import changed, file_pair, same, seen, walk_of
from tui.painting.file_filter import MOST, FileFilter, places, small


def found(typed: str, *names: str) -> list[str]:
    files = [changed(name) for name in names]
    names_of = FileFilter(files, path_text)
    names_of.name_more(len(files))
    return [names[number] for number in names_of.find(typed).files]


def test_letters_in_their_order_are_enough() -> None:
    assert found("cmp", "app/compare.py", "src/main.rb", "docs/camp.md") == ["docs/camp.md", "app/compare.py"]
    assert found("appmain", "app/main.py", "main.py") == ["app/main.py"]
    assert found("app main", "app/main.py", "main.py") == ["app/main.py"]


def test_letters_that_stand_apart_count_only_where_no_path_has_them_together() -> None:
    assert found("user", "user/a.py", "u_s_e_r.py", "superuser.py") == ["superuser.py", "user/a.py"]
    assert found("user", "u_s_e_r.py", "used.py") == ["u_s_e_r.py"]


@pytest.mark.parametrize(("typed", "files"), [("test", []), ("aphtml", [0]), ("payht", [0]), ("html", [0])])
def test_letters_never_stand_across_both_names_of_a_pair(typed: str, files: list[int]) -> None:
    names = FileFilter([file_pair("ap-t.html", "payables-overview-es-t.html", 0.8)], path_text)
    names.name_more(1)
    assert names.find(typed).files == files


def test_small_letters_fit_both_and_a_capital_only_itself() -> None:
    assert found("readme", "README.md", "readme.txt") == ["README.md", "readme.txt"]
    assert found("README", "README.md", "readme.txt") == ["README.md"]


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("user", "src/user.py", "a/the_user.py"),
        ("user", "a/the_user.py", "b/superuser.py"),
        ("user", "b/superuser.py", "user/a.py"),
        ("user", "user.py", "user_of_the_house.py"),
        ("frp", "file_rubric_panel.py", "afraps.txt_"),
        ("cc", "CartController.java", "cabcd.java.and"),
    ],
)
def test_the_better_match_comes_first(typed: str, better: str, worse: str) -> None:
    assert found(typed, worse, better) == [better, worse] == found(typed, better, worse)


def test_of_two_equal_names_the_one_that_differs_comes_first() -> None:
    walk = walk_of(same("a/x.py"), changed("b/x.py"))
    walk.find("x")
    assert [row.strip() for row in seen(walk)[1:]] == ["▾ b", "≠ x.py", "▾ a", "= x.py"]


def test_what_is_typed_letter_by_letter_is_what_is_typed_at_once() -> None:
    chance = random.Random(2)
    paths = sorted({"/".join("".join(chance.choices("abCd_", k=4)) for _ in range(3)) for _ in range(300)})
    files = [changed(path) for path in paths]
    slowly = FileFilter(files, path_text)
    slowly.name_more(len(files))
    for word in ("abc", "abC", "ab", "bd_a", "b/d", "zz", "C"):
        at_once = FileFilter(files, path_text)
        at_once.name_more(len(files))
        for length in range(1, len(word)):
            slowly.find(word[:length])
        assert slowly.find(word) == at_once.find(word)
        texts = paths if word != word.lower() else [path.lower() for path in paths]
        together = sum(word in text for text in texts)
        assert slowly.find(word).matches == (together or sum(_follows(text, word) for text in texts))


def _follows(text: str, needle: str) -> bool:
    letters = iter(text)
    return all(char in letters for char in needle)


def test_only_the_best_are_shown_and_the_rest_is_counted() -> None:
    walk = walk_of(*(changed(f"file_{number}.py") for number in range(MOST + 50)))
    walk.find("file")
    assert seen(walk, height=8)[0].split() == ["filter", "file▏", "450", "of", "450"]
    walk.move(MOST)
    walk.follow(7)
    walk.scroll(9, 7)
    assert seen(walk, height=8)[-1] == "  and 50 more: type on"


def test_the_end_of_typing_leads_back_to_where_the_reader_was() -> None:
    walk = walk_of(changed("a/x"), changed("b/y"), changed("b/z"))
    walk.move(3)
    walk.find("x")
    assert walk.under_cursor == 0
    walk.find("")
    assert walk.row == 3 and not walk.is_filtering
    walk.find("z")
    walk.choose(2)
    walk.find("")
    assert walk.under_cursor == walk.current == 2


def test_while_filtering_the_next_file_is_the_next_that_was_found() -> None:
    walk = walk_of(changed("a/user_x"), same("a/user_y"), changed("b/user"), changed("c"))
    walk.find("user")
    assert walk.go(1, only_differing=True) and walk.files[walk.current or 0].path == b"b/user"
    assert walk.go(1, only_differing=True) and walk.files[walk.current or 0].path == b"a/user_x"
    assert not walk.go(1, only_differing=True)


def test_names_that_are_made_later_are_found_later() -> None:
    walk = walk_of(*(changed(f"{number:04}") for number in range(1_200)))
    walk.find("1")
    few = walk.matches
    while walk.name_more(150):
        assert walk.matches == few
    assert walk.matches == sum("1" in f"{number:04}" for number in range(1_200)) > few


def test_a_counterpart_is_found_by_both_of_its_names() -> None:
    files = [file_pair("app/main.py", "src/server.rb", 0.8)]
    names = FileFilter(files, path_text)
    names.name_more(1)
    assert names.find("server").files == names.find("main").files == [0]


def test_only_what_is_shown_can_be_found() -> None:
    names = FileFilter([changed("acme/x.py")], lambda path: path_text(path).replace("acme", "▒▒▒▒"))
    names.name_more(1)
    assert names.find("acme").matches == 0
    assert names.find("x").matches == 1


@pytest.mark.parametrize(
    ("text", "needle", "expected"),
    [
        ("main.py", "main", [0, 1, 2, 3]),
        ("file_rubric_panel", "frp", [0, 5, 12]),
        ("CartController", "cc", [0, 4]),
        ("aXbXc", "abc", [0, 2, 4]),
        ("ab", "abc", []),
        ("", "a", []),
        ("ba", "ab", []),
    ],
)
def test_where_the_letters_stand(text: str, needle: str, expected: list[int]) -> None:
    assert places(small(text), needle, text) == expected


def test_small_letters_keep_their_places() -> None:
    assert small("İX") == "İx"
    assert small("ÀB") == "àb"


def test_signs_of_patterns_are_letters_like_others() -> None:
    for sign in "^]\\-[.*+":
        assert found(f"{sign}y", f"x{sign}zy", "xzy") == [f"x{sign}zy"]
