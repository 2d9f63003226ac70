"""Work in a process of its own."""

import os

import pytest

from grading.apart import ApartError, apart, here
from grading.errors import MarkError


def test_an_answer_comes_back_from_another_process() -> None:
    with apart() as begin:
        assert begin(os.getpid)() != os.getpid()


def test_one_process_does_one_piece_of_work_after_the_other() -> None:
    with apart() as begin:
        first = begin(os.getpid)()
        with pytest.raises(MarkError):
            begin(_refuse, "no", where="", do="")()
        assert begin(os.getpid)() == first


def test_work_here_is_done_when_somebody_waits_for_it() -> None:
    done: list[int] = []
    answer = here(done.append, 1)
    assert done == []
    answer()
    assert done == [1]


def test_an_error_comes_back_as_it_was_raised() -> None:
    with pytest.raises(MarkError) as caught, apart() as begin:
        begin(_refuse, "no", where="there", do="that")()
    assert (caught.value.what, caught.value.where, caught.value.do) == ("no", "there", "that")


def _refuse(what: str, *, where: str, do: str) -> None:
    raise MarkError(what, where=where, do=do)


def test_a_process_that_dies_is_an_error_for_people() -> None:
    with pytest.raises(ApartError, match="ended without an answer"), apart() as begin:
        begin(os._exit, 3)()


def test_nobody_waits_for_a_process_whose_answer_is_not_wanted() -> None:
    with apart() as begin:
        begin(_for_ever)


def _for_ever() -> None:
    while True:
        os.read(os.pipe()[0], 1)
