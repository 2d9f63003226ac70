"""Hiding who made what."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.blind import MASK, Mask, mask_for, unseen
from grading.marks.tally import Tally
from grading.runs.model import Figures, Run, RunName

NAMES = ("GPT-4.1 mini", "amber", "Kimi-K2.6", "loom")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I am GPT-4.1 mini.", f"I am {MASK}."),
        ("gpt41mini and gpt_4.1-mini", f"{MASK} and {MASK}"),
        ("src/amber_client.py", f"src/{MASK}_client.py"),
        ("class AmberClient:", f"class {MASK}Client:"),
        ("myAmberThing AMBER Amber2", f"my{MASK}Thing {MASK} {MASK}2"),
        ("made by Kimi, kimi-k2.6, KIMI K2.6", f"made by {MASK}, {MASK}, {MASK}"),
        ("chamber, heirloom, looming, amberline", "chamber, heirloom, looming, amberline"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_a_name_is_masked_in_any_case_with_any_separator_and_inside_compound_words(text: str, shown: str) -> None:
    assert Mask(NAMES)(text) == shown


def test_a_mask_says_where_it_stands_in_the_text_itself() -> None:
    masked = Mask(NAMES).masked("an amber by loom")
    assert (masked.text, masked.parts) == (f"an {MASK} by {MASK}", ((3, 8), (12, 16)))


def test_the_names_of_a_study_s_runs_are_masked_and_those_that_texts_name_of_themselves() -> None:
    name = RunName("task", "Zircon 9 large", "anvil", "with tools", label="The Zircon")
    mask = mask_for([Run(name, Figures(seconds=Decimal(1)), None)])
    assert mask("Zircon 9 Large on anvil, with-tools; zircon") == f"{MASK} on {MASK}, {MASK}; {MASK}"
    assert mask("Generated with Claude Code; thanks, ChatGPT") == f"Generated with {MASK}; thanks, {MASK}"
    assert mask("cursor = connection.cursor()") == "cursor = connection.cursor()"


def test_without_names_nothing_is_masked() -> None:
    assert Mask(())("amber") == Mask(("", " "))("amber") == "amber"


@given(st.sampled_from(NAMES), st.text(max_size=20), st.text(max_size=20))
def test_no_name_that_stands_alone_is_left(name: str, before: str, after: str) -> None:
    assert name not in Mask(NAMES)(f"{before} {name} {after}")


@given(
    st.lists(
        st.sampled_from(
            [
                *NAMES,
                "ſoft",
                "İx",
                "…",
                "Kimi",
                "AMBER",
                "kImI k2.6",
                "\u212aimi",
                "kımi",
                "mİni",
                "été ",
                "x",
                " ",
                "\n",
                "9",
            ]
        ),
        max_size=6,
    )
)
def test_the_quick_look_for_names_misses_none(parts: list[str]) -> None:
    mask = Mask((*NAMES, "ſoft one", "İx", "…"))
    thorough = Mask((*NAMES, "ſoft one", "İx", "…", "\u0394elta"))  # beyond ASCII there is no quick look
    assert mask("".join(parts)) == thorough("".join(parts))


def test_what_others_gave_is_hidden_until_one_s_own_card_is_locked_or_names_the_run() -> None:
    cards = [
        *(Tally(run, "tom", 1, 2) for run in ("new", "begun", "locked", "named")),
        Tally("begun", "mia", 2, 2),
        Tally("locked", "mia", 2, 2, is_locked=True),
        Tally("named", "mia", 0, 2, is_revealed=True),
        Tally("alone", "mia", 2, 2),
    ]
    found = unseen("mia", cards)
    assert found.runs == {"new", "begun"}
    assert found.hides("begun", "tom") and not found.hides("begun", "mia") and not found.hides("locked", "tom")
    assert unseen("tom", cards).runs == {"begun", "locked", "named", "alone"}, "tom locked nothing"
    assert not unseen("mia", [one for one in cards if one.reviewer == "mia"]).runs
