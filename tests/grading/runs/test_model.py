"""The nouns of what was made: ids that are stable and safe everywhere, figures that are never invented."""

import re

import pytest

from grading.errors import RunError
from grading.runs.model import Figures, RunName, State, require_name, require_task_key, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Amber", "amber"),
        ("GPT-5.2 (high)", "gpt-5.2-high"),
        ("  two   words ", "two-words"),
        ("Ünïcode Ø", "unicode"),
        ("vendor/model:free", "vendor-model-free"),
        ("a_b", "a_b"),
        (".hidden-", "hidden"),
        ("../../etc", "etc"),
        ("a@b+c~2", "a-b-c-2"),
        ("x" * 100, "x" * 80),
        ("日本", "xcf2abf0c"),
        ("..", "x5ec1f7e7"),
    ],
)
def test_a_slug_holds_nothing_that_a_shell_a_url_or_a_folder_reads_otherwise(name: str, expected: str) -> None:
    assert slug(name) == expected
    assert re.fullmatch(r"[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?", expected)


@pytest.mark.parametrize("name", ["a" * 79 + "-b", "a" * 79 + ".b", "a" * 78 + " (b)"])
def test_a_slug_that_is_cut_does_not_end_in_a_dot_or_dash(name: str) -> None:
    assert slug(name)[-1] not in ".-"


def test_names_with_nothing_of_a_slug_in_them_still_differ() -> None:
    assert len({slug(name) for name in ("日本", "中国", "…", "..")}) == 4


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        (RunName("t", "Amber"), "t/amber"),
        (RunName("t", "Amber", "Loom CLI"), "t/amber@loom-cli"),
        (RunName("t", "Amber", "", "no tests"), "t/amber+no-tests"),
        (RunName("t", "Amber", attempt=3), "t/amber~3"),
        (RunName("t", "Amber", "loom", "high", 2, "A label"), "t/amber@loom+high~2"),
    ],
)
def test_an_id_says_task_model_harness_condition_and_attempt(name: RunName, ident: str) -> None:
    assert name.id == ident


@pytest.mark.parametrize(
    ("said", "kept"), [("Amber", "Amber"), ("  Amber 5 ", "Amber 5"), ("n" * 200, "n" * 200), ("é", "é")]
)
def test_a_name_is_kept_as_it_was_given_without_space_around_it(said: str, kept: str) -> None:
    assert require_name(said, "name of a model") == kept


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("", ""),
        ("  ", ""),
        ("two\nlines", "two␊lines"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\u202eb", "a⟨202E⟩b"),
        ("\udcff", "⟨DCFF⟩"),
        ("n" * 201, "n" * 40),
    ],
)
def test_a_name_that_is_none_is_refused_and_shown_safely(said: str, shown: str) -> None:
    with pytest.raises(RunError) as refused:
        require_name(said, "name of a model")
    assert str(refused.value) == f'"{shown}" is no name of a model; give 1 to 200 visible characters on one line'


def test_a_task_key_is_a_slug() -> None:
    assert require_task_key(" AP Dashboard ") == "ap-dashboard"
    with pytest.raises(RunError, match=r'"" is no name of a task'):
        require_task_key("")


@pytest.mark.parametrize(
    ("figures", "tokens"),
    [
        (Figures(), None),
        (Figures(tokens=7), 7),
        (Figures(tokens_in=1, tokens_out=0), 1),
        (Figures(tokens_in=1), None),
        (Figures(tokens=7, tokens_out=3), 7),
        (Figures(tokens=7, tokens_in=1, tokens_out=3), 4),
    ],
)
def test_tokens_are_the_sum_of_both_directions_or_the_one_number_that_is_known(
    figures: Figures, tokens: int | None
) -> None:
    assert figures.all_tokens == tokens


def test_states_that_say_nothing_about_the_model_are_not_ranked() -> None:
    assert [state.value for state in State if state.is_ranked] == ["complete", "unfinished", "provisional"]
