"""The kept results of the soak: a run of one step throws nothing of the others away."""

from pathlib import Path

from tests.hostile.results import Tried, keep, row


def test_a_partial_run_keeps_the_rows_of_other_steps(tmp_path: Path) -> None:
    page = tmp_path / "RESULTS.md"
    first = row("kills", Tried("kill -9 | 3 times", "0 lost\n", holds=True), 1.5)
    keep(page, ("kills", "load"), {"kills": [first]})
    second = row("load", Tried("8 processes", "1 lost", holds=False), 0.25)
    keep(page, ("kills", "load"), {"load": [second]})
    assert page.read_text().splitlines()[-2:] == [first, second]
    again = row("kills", Tried("kill -9, 5 times", "0 lost", holds=True), 1)
    keep(page, ("kills", "load"), {"kills": [again]})
    assert page.read_text().splitlines()[-2:] == [again, second]
    assert r"kill -9 \| 3 times | 0 lost | held |" in first
    assert "BROKE" in second


def test_rows_of_steps_that_are_gone_go(tmp_path: Path) -> None:
    page = tmp_path / "RESULTS.md"
    keep(page, ("old",), {"old": [row("old", Tried("a", "b", holds=True), 1)]})
    keep(page, ("new",), {"new": [row("new", Tried("c", "d", holds=True), 1)]})
    assert "| old |" not in page.read_text()
    assert "| new |" in page.read_text()
