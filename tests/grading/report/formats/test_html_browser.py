"""The pages of an export in a real browser: nothing foreign runs, everything can be read, sorted and filtered."""

from pathlib import Path
from typing import Final

import pytest

from tests.browser import Page
from tests.grading.report.formats.html_books import CANARY, made
from tests.grading.report.formats.showing import NAMES, Open

KINDS: Final = ("index.html", "cards/service-0.html", "pairs/service-amber-cobalt-mia.html")


def every_page() -> list[str]:
    return [f"{name}/{place}" for name in ("plain", "hostile") for place in made().pages]


def test_no_page_complains_and_nothing_foreign_runs(page: Page, pages: Path) -> None:
    found = {}
    for place in every_page():
        page.open(f"{pages.as_uri()}/{place}")
        strange = page.run(
            "[...document.querySelectorAll('body img, body iframe, [onerror], [style], a[href^=\"javascript:\"]')].length"
            " + document.querySelectorAll('body script').length - (document.forms.length ? 1 : 0)"
        )
        title = page.run("document.title")
        complaints = page.complaints()
        if complaints or strange or title == "pwned":
            found[place] = (complaints, strange, title)
    assert found == {}


def test_what_is_written_into_a_page_cannot_run(show: Open) -> None:
    page = show("hostile/index.html")
    page.run(f"document.body.append(Object.assign(document.createElement('script'), {{text: {CANARY!r}}}))")
    page.run(f"document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"{CANARY.replace(chr(39), '`')}\">')")
    complaints = page.complaints()
    assert len(complaints) >= 2
    assert all("Content Security Policy" in one for one in complaints)
    assert str(page.run("document.title")).startswith("Two small tasks <script>")


@pytest.mark.parametrize("place", [f"{name}/{kind}" for name in ("plain", "hostile", "long") for kind in KINDS])
def test_a_phone_scrolls_no_page_sideways(page: Page, pages: Path, place: str) -> None:
    page.size(390, 844, is_phone=True)
    page.open(f"{pages.as_uri()}/{place}")
    assert page.run("document.scrollingElement.scrollWidth") == 390
    unreachable = page.run(
        "[...document.querySelectorAll('.scroll')].filter(one => one.tabIndex !== 0 || !one.getAttribute('aria-label')).length"
    )
    assert unreachable == 0


_MEETING: Final = """(range => [...document.querySelectorAll('#s1-standings thead th')]
  .map(one => { range.selectNodeContents(one); return range.getBoundingClientRect(); })
  .filter((one, place, all) => place && one.left - all[place - 1].right < 3).length)(document.createRange())"""


@pytest.mark.parametrize("word", ["Documentation", "Internationalisations"])
def test_headings_of_long_words_stay_apart(show: Open, word: str) -> None:
    page = show("plain/index.html")
    page.size(1200)
    page.run(f"document.querySelectorAll('#s1-standings .dim bdi').forEach(one => one.textContent = {word!r})")
    assert page.run(_MEETING) == 0


def test_charts_are_whole_in_the_narrowest_column_that_two_have_beside_each_other(show: Open) -> None:
    page = show("plain/index.html")
    page.run("document.querySelectorAll('.drawings').forEach(one => { one.style.width = '34rem'; })")
    assert page.run("[...document.querySelectorAll('.drawing .scroll')].every(one => one.scrollWidth === 544)")


def test_what_goes_on_beyond_an_edge_has_a_shade_and_its_rules_go_along(page: Page, pages: Path) -> None:
    page.size(390, 844, is_phone=True)
    page.open(f"{pages.as_uri()}/plain/index.html")
    assert page.run("document.querySelector('.scroll:has(.standings)').scrollWidth > 390")
    style = "getComputedStyle(document.querySelector"
    assert page.run(f"{style}('.scroll')).backgroundAttachment") == "local, local, scroll, scroll"
    assert page.run(f"{style}('.scroll > .chart')).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert page.run(f"{style}('.standings')).borderCollapse") == "separate"


def test_without_script_everything_is_there_and_no_control_is(show: Open) -> None:
    page = show("plain/index.html")
    page.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(str(page.run("location.href")))
        assert len(page.texts(NAMES)) == 3
        assert page.texts("form, button, select") == []
    finally:
        page.ask("Emulation.setScriptExecutionDisabled", value=False)


CONTRAST: Final = """
(() => {
  const channel = one => (one /= 255) <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = text => text.match(/[\\d.]+/g).map(Number);
  const behind = one => {
    for (; one; one = one.parentElement) {
      const found = numbers(getComputedStyle(one).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
  };
  const poor = [];
  for (const one of document.querySelectorAll("body *:not(svg *):not(script)")) {
    if (!one.checkVisibility() || ![...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const pair = [light(numbers(getComputedStyle(one).color)), light(behind(one))].sort((a, b) => b - a);
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (contrast < 4.5) poor.push(`${one.tagName} ${one.className} ${contrast.toFixed(2)} ${one.textContent.slice(0, 30)}`);
  }
  return poor;
})()
"""


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_stands_out_in_both_schemes_and_on_paper(show: Open, kind: str) -> None:
    page = show(f"plain/{kind}")
    found, papers = {}, set()
    for scheme, media in (("light", ""), ("dark", ""), ("dark", "print")):
        page.prefer(scheme, media)
        papers.add(page.run("getComputedStyle(document.body).backgroundColor"))
        found[scheme, media] = page.run(CONTRAST)
    assert found == {("light", ""): [], ("dark", ""): [], ("dark", "print"): []}
    assert len(papers) == 3


PALETTE: Final = """
(() => {
  const said = getComputedStyle(document.documentElement);
  const light = name => {
    const whole = said.getPropertyValue("--" + name).trim().slice(1).replace(/^(.)(.)(.)$/, "$1$1$2$2$3$3");
    const parts = [0, 2, 4].map(at => parseInt(whole.slice(at, at + 2), 16) / 255);
    const [r, g, b] = parts.map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const poor = [];
  const check = (one, other, least) => {
    const pair = [light(one), light(other)].sort((a, b) => b - a);
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (!(contrast >= least)) poor.push(`${one} on ${other} ${contrast.toFixed(2)}`);
  };
  for (const heat of [0, 1, 2, 3]) check("ink", "heat-" + heat, 4.5);
  for (const heat of [4, 5, 6]) check("paper", "heat-" + heat, 4.5);
  for (const drawn of ["open", "closed", "unknown", "bar", "focus"]) check(drawn, "paper", 3);
  return poor;
})()
"""


def test_what_is_drawn_and_numbers_in_drawings_stand_out(show: Open) -> None:
    page = show("plain/index.html")
    for scheme, media in (("light", ""), ("dark", ""), ("dark", "print")):
        page.prefer(scheme, media)
        assert page.run(PALETTE) == [], (scheme, media)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_prints_without_controls_and_nothing_is_cut(show: Open, kind: str) -> None:
    page = show(f"plain/{kind}")
    printed = page.printed()
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") >= 1
    width = 1031 if kind == "index.html" else 703  # A4 less the margins, lying for the front page
    page.size(width)
    page.prefer("light", "print")
    assert page.texts("form, .skip") == []
    wide = page.run(
        "[...document.querySelectorAll('table, svg')].filter(one => one.getBoundingClientRect().right > innerWidth + 1).length"
    )
    assert wide == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_what_is_what_to_whoever_does_not_see_it(show: Open, kind: str) -> None:
    page = show(f"plain/{kind}")
    script = """({
      language: document.documentElement.lang,
      once: ["h1", "main", "body > header", "body > footer"].map(one => document.querySelectorAll(one).length),
      navigation: [...document.querySelectorAll("nav")].every(one => one.getAttribute("aria-label")),
      skip: document.querySelector("a.skip").hash === "#" + document.querySelector("main").id,
      captions: [...document.querySelectorAll("table")].filter(one => !one.caption?.textContent.trim()).length,
      scopes: document.querySelectorAll("th:not([scope])").length,
      drawings: [...document.querySelectorAll("svg")].filter(one => !one.querySelector("title, desc")).length,
      fields: [...document.querySelectorAll("input, select")].filter(one => !one.labels.length).length,
      double: [...document.querySelectorAll("[id]")].length - new Set([...document.querySelectorAll("[id]")].map(one => one.id)).size,
      lost: [...document.querySelectorAll("[aria-labelledby]")].filter(one => !document.getElementById(one.getAttribute("aria-labelledby"))).length,
      empty: [...document.querySelectorAll("a")].filter(one => !one.textContent.trim()).length,
    })"""
    assert page.run(script) == {
        "language": "en",
        "once": [1, 1, 1, 1],
        "navigation": True,
        "skip": True,
        **dict.fromkeys(("captions", "scopes", "drawings", "fields", "double", "lost", "empty"), 0),
    }


def test_a_key_press_reaches_the_headings_and_is_seen(show: Open) -> None:
    page = show("plain/index.html")
    page.run("document.querySelector('#s1-standings thead button').focus({focusVisible: true})")
    assert page.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert page.run("document.activeElement.tagName") == "BUTTON"
