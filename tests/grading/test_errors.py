"""Faults that are gathered: one stays what it is, several are told together, also by another process."""

import pickle

import pytest

from grading.errors import MOST_NAMED, Faults, FaultsError, FileError, MarkError


def test_none_is_no_error_and_one_is_raised_as_it_is() -> None:
    faults = Faults()
    faults.settle()
    fault = MarkError("is wrong", where="line 2")
    faults.note(fault)
    faults.note(MarkError("follows from it", where="line 2"))
    with pytest.raises(MarkError) as caught:
        faults.settle()
    assert caught.value is fault


def test_several_are_told_together_and_the_same_in_another_process() -> None:
    faults = Faults()
    for number in range(MOST_NAMED + 2):
        faults.note(FileError("is wrong", where=f"line {number}", do="mend it"))
    with pytest.raises(FaultsError) as caught:
        faults.settle()
    for error in (caught.value, pickle.loads(pickle.dumps(caught.value))):
        assert str(error) == "line 0: is wrong (and 21 more); mend it"
        assert [str(one) for one in error.faults[-2:]] == [
            "line 19: is wrong; mend it",
            "and 2 more; mend these first",
        ]
