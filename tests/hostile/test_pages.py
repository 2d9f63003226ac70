"""What an export of a hostile study does in a browser, in a spreadsheet, on the disk and in another study: nothing."""

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest

from grading.exchange.binding import IndexWanted
from grading.exchange.exporting import Wanted
from grading.report.formats.csv import from_csv
from grading.sides import Pair
from grading.study import Study
from tests.browser import Browser, Page
from tests.hostile.graded_study import NOTE, Graded, graded_study
from tests.hostile.test_add import everything_below
from tests.hostile.texts import CELLS, PAGE

_NUMBER: Final = re.compile(r"[+-]?[0-9.]+")
_STRANGE: Final = """[...document.querySelectorAll("*")].flatMap(one => [
    ...(["IFRAME", "OBJECT", "EMBED", "BASE", "IMG", "AUDIO", "VIDEO"].includes(one.tagName) ? [one.tagName] : []),
    ...[...one.attributes].filter(({name}) => name.startsWith("on")).map(({name}) => name),
    ...(one.tagName === "META" && /refresh/i.test(one.httpEquiv) ? ["refresh"] : []),
    ...(one.tagName === "FORM" && one.hasAttribute("action") ? ["action"] : []),
])"""
_LINKS: Final = """[...document.querySelectorAll("[href], [src], [action], [formaction], [data], [poster]")].map(one =>
    one.href?.baseVal ?? one.href ?? one.src ?? one.action)"""


@dataclass(frozen=True, slots=True)
class Exported:
    """The study, and its export."""

    graded: Graded
    folder: Path
    changed: set[str]

    @property
    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    graded = graded_study(tmp_path_factory.mktemp("hostile"))
    top, folder = graded.scene.top, graded.file("out")
    before = everything_below(top, graded.study)
    with Study.open(graded.study) as study:
        runs = study.runs("service")
        study.draw("service", "mia", Pair(runs[0].id, runs[1].id))
        index = IndexWanted(graded.file("index.csv").read_text(), "index.csv", "service", "")
        study.export(Wanted(folder, index=index))
    after = everything_below(top, graded.study)
    return Exported(graded, folder, {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)})


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all these tests."""
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page for each."""
    with browser.page() as opened:
        yield opened


def test_the_traps_are_live_in_a_page_that_escapes_nothing(page: Page, tmp_path: Path) -> None:
    stays = PAGE.replace("http-equiv", "hidden")
    for name, text in (("stays", stays), ("leaves", PAGE)):
        (tmp_path / f"{name}.html").write_text(f"<!doctype html><p>{text}")
    page.open((tmp_path / "stays.html").as_uri())
    assert page.run("window.ran")
    assert {urlsplit(one).path for one in page.asked_for() if one.startswith("http:")} >= {"/i", "/f", "/s"}
    assert len(set(_strings(page, _STRANGE))) >= 5
    assert any(one.startswith("javascript:") for one in _strings(page, _LINKS))
    page.complaints()
    page.ask("Page.navigate", url=(tmp_path / "leaves.html").as_uri())
    page.wait_for_address("http://example.org/")


@dataclass(frozen=True, slots=True)
class Visited:
    """What came of opening a page."""

    path: Path
    ran: object
    asked_for: list[str]
    complaints: list[str]
    strange: list[str]
    address: object
    links: list[str]


@pytest.fixture(scope="module")
def visited(browser: Browser, exported: Exported) -> list[Visited]:
    """Every page, opened once."""
    found = []
    with browser.page() as page:
        for path in exported.pages:
            page.open(path.as_uri())
            asked = [one for one in page.asked_for() if one not in ("about:blank", path.as_uri())]
            ran, strange, links = page.run("window.ran ?? null"), _strings(page, _STRANGE), _strings(page, _LINKS)
            address = page.run("location.href")
            found.append(Visited(path, ran, asked, page.complaints(), strange, address, links))
    return found


def test_no_page_runs_fetches_or_goes_anywhere(visited: list[Visited]) -> None:
    assert len(visited) > 10
    for one in visited:
        asked = [address for address in one.asked_for if not address.startswith("data:")]
        assert (one.ran, asked, one.complaints, one.strange) == (None, [], [], []), one.path.name
        assert one.address == one.path.as_uri()


def test_links_lead_to_the_web_or_to_what_was_exported(visited: list[Visited], exported: Exported) -> None:
    files = {path.as_uri() for path in exported.folder.rglob("*")}
    links = [(one.path.name, link) for one in visited for link in one.links]
    inside = [link for _, link in links if link.partition("#")[0] in files]
    outside = [one for one in links if one[1].partition("#")[0] not in files]
    assert [one for one in outside if urlsplit(one[1]).scheme not in ("http", "https", "data")] == []
    assert len(inside) > 50


def test_what_was_written_is_there_to_be_read(page: Page, exported: Exported) -> None:
    path = next(one for one in exported.pages if "links/passwd:1" in one.read_text())
    page.open(path.as_uri())
    text = " ".join(page.texts("body"))
    assert "<script>window.ran=1</script>" in text
    assert "[bold]x[/] [@click=app.quit]y[/]" in text
    assert "⟨202E⟩" in text
    assert "links/passwd:1" in text and "root:" not in text
    assert not {"\u202e", "\u200b", "\x1b"} & set(str(page.run("document.documentElement.outerHTML")))


def test_no_cell_is_a_formula_and_every_cell_reads_back(exported: Exported) -> None:
    for name, column in (("standings.csv", "model"), ("decisions.csv", "value")):
        with (exported.folder / name).open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        risky = {cell for cell in cells if cell[:1] in {one[0] for one in CELLS} and not _NUMBER.fullmatch(cell)}
        assert risky == set(), name
        assert any(cell.startswith("'") for cell in cells), name
        values = {row[column] for row in from_csv((exported.folder / name).read_bytes().decode())}
        assert values & {NOTE, f"{CELLS[0]} {PAGE}"}, name


def test_file_names_are_plain_and_inside_the_target(exported: Exported) -> None:
    assert exported.changed <= {str(exported.folder), str(exported.folder.parent)} | {
        str(path) for path in exported.folder.rglob("*")
    }
    for path in exported.folder.rglob("*"):
        assert not path.is_symlink()
        assert re.fullmatch(r"[a-z0-9][A-Za-z0-9._-]{0,149}", path.name), path.name
    assert exported.graded.scene.sides[0].canary.read_text() == ""


def test_what_another_study_takes_from_it_is_the_same(exported: Exported, tmp_path: Path) -> None:
    sent = exported.graded.file("sent")
    with Study.create(tmp_path / "again", "Again") as again:
        again.take_in(sent / "study.json")
        again.export(Wanted(tmp_path / "out"))
    assert NOTE in {row["value"] for row in from_csv((tmp_path / "out" / "decisions.csv").read_bytes().decode())}
    for name in ("decisions.csv", "standings.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (sent / name).read_bytes()
    assert sorted(os.listdir(tmp_path)) == ["again", "out"]


def _strings(page: Page, script: str) -> list[str]:
    found = page.run(script)
    assert isinstance(found, list)
    return [str(one) for one in found]
