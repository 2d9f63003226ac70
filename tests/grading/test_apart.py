"""Work in a process of its own."""

import os

import pytest

from grading.apart import ApartError, apart
from grading.errors import MarkError


def test_an_answer_comes_back_from_another_process() -> None:
    with apart(os.getpid) as answer:
        assert answer() != os.getpid()


def test_an_error_comes_back_as_it_was_raised() -> None:
    with pytest.raises(MarkError) as caught, apart(_refuse, "no", where="there", do="that") as answer:
        answer()
    assert (caught.value.what, caught.value.where, caught.value.do) == ("no", "there", "that")


def _refuse(what: str, *, where: str, do: str) -> None:
    raise MarkError(what, where=where, do=do)


def test_a_process_that_dies_is_an_error_for_people() -> None:
    with pytest.raises(ApartError, match="ended without an answer"), apart(os._exit, 3) as answer:
        answer()


def test_nobody_waits_for_a_process_whose_answer_is_not_wanted() -> None:
    with apart(_for_ever):
        pass


def _for_ever() -> None:
    while True:
        os.read(os.pipe()[0], 1)
