"""The pages of an export in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import Browser, Page
from tests.grading.report.formats.html_books import hostile, made, plain
from tests.grading.report.formats.showing import LONG, Open


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of pages: `plain`, `hostile`, and `long` with words that no line can hold."""
    folder = tmp_path_factory.mktemp("pages")
    for name, say in (("plain", plain), ("hostile", hostile), ("long", lambda text: text + LONG)):
        for place, text in made(say).pages.items():
            path = folder / name / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One page of one browser, for all these tests."""
    with Browser(tmp_path_factory.mktemp("profile")) as browser, browser.page() as opened:
        yield opened


@pytest.fixture
def show(page: Page, pages: Path) -> Open:
    """Opens a page in a window of 1280, in light colours."""

    def opened(place: str) -> Page:
        page.size(1280)
        page.prefer("light")
        page.open(f"{pages.as_uri()}/{place}")
        return page

    return opened
