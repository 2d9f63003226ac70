"""Seconds of every fault that `make soak` tries for minutes."""

import os
import random
import resource
from itertools import islice
from pathlib import Path

import pytest

from tests.hostile import fault_bytes, fault_crowd, fault_held, fault_vault
from tests.hostile.fault_commands import Commands
from tests.hostile.fault_crowd import Wait, crowd
from tests.hostile.fault_disk import full_disk
from tests.hostile.fault_kills import review_kills
from tests.hostile.fault_study import board, copied, ledger_of
from tests.hostile.fault_terminal import terminals
from tests.hostile.faults import FAULTS

_needs_limits = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="not run: this system bounds no process")


def test_every_step_has_a_name_of_its_own() -> None:
    assert len(set(FAULTS.values())) == len(FAULTS)


def test_reviews_that_are_killed(tmp_path: Path) -> None:
    assert [one for one in review_kills(tmp_path, 1, True) if not one.holds] == []


@_needs_limits
@pytest.mark.parametrize("may_mount", [True, False])
def test_a_full_disk(may_mount: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not may_mount:
        monkeypatch.setattr(os, "geteuid", lambda: 1_000)
    tried = full_disk(tmp_path, 1, True)
    # Where no disk can be mounted, files are bounded instead; the first step shows that this holds as much.
    assert [one for one in islice(tried, None if may_mount else 1) if not one.holds] == []


def test_a_ledger_that_another_process_holds(tmp_path: Path) -> None:
    one = fault_held.held_by_another(board(tmp_path), random.Random(1), 3)
    assert one.holds, one


def test_a_ledger_that_is_cut_or_changed(tmp_path: Path) -> None:
    study = board(tmp_path / "made")
    data = ledger_of(study).read_bytes()
    views = data.index(b"CREATE VIEW marks")
    harm = [fault_bytes.cut(0), fault_bytes.cut(5_000), fault_bytes.other(18, 9), fault_bytes.other(views, 0xB9)]
    one = fault_bytes.judged("that is harmed", study, harm, tmp_path)
    assert one.holds, one


def test_a_ledger_whose_values_are_of_other_types(tmp_path: Path) -> None:
    study = board(tmp_path / "made")
    with Commands() as commands:
        commands(study, "mark", "amber", "r1", "3", "--note", "because", "--as", "mia")
    fault_bytes.settle(study)
    types = fault_bytes.retyped(ledger_of(study).read_bytes(), random.Random(1), 6)
    one = fault_bytes.judged("with other types", study, types, tmp_path)
    assert one.holds, one
    one = fault_bytes.reviewed(study, types[:3], tmp_path / "reviewed")
    assert one.holds, one


def test_a_mark_that_is_changed_on_the_disk(tmp_path: Path) -> None:
    study = board(tmp_path / "made")
    with Commands() as commands:
        for run in ("amber", "cobalt"):
            assert commands(study, "mark", run, "r1", "3", "--as", "mia").status == 0
    fault_bytes.settle(study)
    one = fault_bytes.judged("that says another mark", study, fault_bytes.aimed(study, random.Random(1), 2), tmp_path)
    assert (one.seen, one.holds) == ("2 told as damaged by doctor", True)


def test_a_vault_that_is_broken(tmp_path: Path) -> None:
    made = board(tmp_path / "made")
    ways = ("a pack has another bit", "an index is cut", "all packs are gone", "a ref is gone", "HEAD is gone")
    one = fault_vault.broken(made, tmp_path, random.Random(1), 1, ways)
    assert one.holds, one


def test_a_review_whose_workspaces_cannot_be_read_says_so_and_takes_marks(tmp_path: Path) -> None:
    study = copied(board(tmp_path / "made"), tmp_path / "study")
    for pack in (study / ".sidegrade" / "vault.git" / "objects" / "pack").iterdir():
        pack.unlink()
    assert not fault_vault.shown(study)


def test_reviewers_at_once(tmp_path: Path) -> None:
    kept, *_ = crowd(tmp_path, 1, True)  # how long they wait is the machine's
    assert kept.holds, kept


def test_who_waits_while_the_disk_stands_still_does_not_wait_for_the_ledger() -> None:
    quick, long, longer = Wait(1, 1.09), Wait(2, 2.2), Wait(3, 3.9)
    assert fault_crowd._late([quick, long, longer], []) == [long, longer]
    assert fault_crowd._late([quick, long, longer], [Wait(2.9, 3.1)]) == [long]
    assert fault_crowd._late([long], [Wait(1.8, 1.9), Wait(2.3, 2.4)]) == [long]


def test_terminals_that_go_or_change(tmp_path: Path) -> None:
    assert [one for one in terminals(tmp_path, 1, True) if not one.holds] == []
