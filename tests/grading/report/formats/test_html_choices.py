"""What a reader of the front page chooses, in a real browser: sorted, filtered, led to a part, and kept in the address."""

import pytest

from tests.grading.report.formats.showing import NAMES, STANDINGS, Open, choose, click


def test_a_click_on_a_heading_sorts_and_the_address_keeps_it(show: Open) -> None:
    page = show("plain/index.html")
    assert page.texts(NAMES) == ["amber forge · no network · attempt 2", "amber forge", "cobalt loom"]
    assert page.texts("#s1-standings th[aria-sort]") == ["Rank"]
    click(page, "Total")
    assert page.texts(NAMES) == ["amber forge · no network · attempt 2", "amber forge", "cobalt loom"]
    click(page, "Total")
    assert page.texts(NAMES) == ["cobalt loom", "amber forge", "amber forge · no network · attempt 2"]
    assert page.run("document.querySelector('#s1-standings th[aria-sort]').getAttribute('aria-sort')") == "ascending"
    address = str(page.run("location.href"))
    assert address.endswith("#sort=s1-standings.2u")
    page.open(address)
    assert page.texts(NAMES) == ["cobalt loom", "amber forge", "amber forge · no network · attempt 2"]
    assert page.texts("#s1-standings th[aria-sort]") == ["Total"]


def test_figures_are_sorted_as_numbers_and_what_is_unknown_comes_last_both_ways(show: Open) -> None:
    page = show("plain/index.html")
    shown = {}
    for heading in ("Cost", "Time", "Tokens"):
        column = page.texts("#s1-standings thead th").index(heading) + 1
        for way in ("up", "down"):
            click(page, heading)
            shown[heading, way] = page.texts(f"{STANDINGS} > *:nth-child({column})")
    assert shown == {
        ("Cost", "up"): ["~$0.004", "$1.10", "subscription"],
        ("Cost", "down"): ["$1.10", "~$0.004", "subscription"],
        ("Time", "up"): ["45s", "18m", "1h 05m"],
        ("Time", "down"): ["1h 05m", "18m", "45s"],
        ("Tokens", "up"): ["950", "5.1M", "–"],
        ("Tokens", "down"): ["5.1M", "950", "–"],
    }


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({"q": "COBALT"}, ["cobalt loom"]),
        ({"q": "amber network"}, ["amber forge · no network · attempt 2"]),
        ({"h": "=loom"}, ["cobalt loom"]),
        ({"c": "="}, ["amber forge", "cobalt loom"]),
        ({"w": "=open"}, ["amber forge · no network · attempt 2", "amber forge"]),
        ({"w": "=open", "c": "=no network"}, ["amber forge · no network · attempt 2"]),
        ({"s": "=void"}, []),
        ({"task": "=concept"}, []),
    ],
)
def test_filters_leave_what_fits_and_the_address_keeps_them(
    show: Open, chosen: dict[str, str], left: list[str]
) -> None:
    page = show("plain/index.html")
    choose(page, **chosen)
    assert page.texts(NAMES) == left
    (told,) = page.texts("output")
    assert "rows shown" in told
    page.open(str(page.run("location.href")))
    assert page.texts(NAMES) == left
    assert {name: page.run(f"document.forms[0].elements[{name!r}].value") for name in chosen} == chosen
    page.run("document.querySelector('button[type=reset]').click()")
    page.complaints()
    assert len(page.texts(NAMES)) == 3
    assert "#" not in str(page.run("location.href"))


def test_filters_reach_what_is_not_ranked_and_whole_tasks(show: Open) -> None:
    page = show("plain/index.html")
    assert page.texts("#s1-apart tbody th") == ["ecru loom", "dune"]
    choose(page, s="=void")
    assert (page.texts("#s1-apart tbody th"), page.texts("#s1-partial tbody th")) == (["ecru loom"], [])
    choose(page, s="", task="=concept")
    assert (page.texts("#s1"), page.texts("#s2-standings tbody th")) == ([], ["amber forge", "cobalt loom"])


def test_hostile_values_can_be_chosen_and_do_nothing(show: Open) -> None:
    page = show("hostile/index.html")
    page.run(
        "(() => { const field = document.forms[0].elements.h; field.selectedIndex = 3;"
        "field.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    before = page.texts(NAMES)
    assert len(before) == 1
    page.open(str(page.run("location.href")))
    assert (page.texts(NAMES), page.complaints()) == (before, [])


def test_a_link_to_a_part_of_the_page_keeps_what_was_chosen(show: Open) -> None:
    page = show("plain/index.html")
    choose(page, q="cobalt")
    page.run("document.querySelector('nav a[href=\"#s1\"]').click()")
    page.complaints()
    assert page.texts(NAMES) == ["cobalt loom"]


def test_a_link_to_a_part_that_a_choice_hides_leads_there_and_the_rest_stays_chosen(show: Open) -> None:
    page = show("plain/index.html")
    choose(page, q="cobalt", task="=concept")
    assert page.texts("#s1 h2") == []
    page.run("document.querySelector('nav a[href=\"#s1\"]').click()")
    page.complaints()
    for _ in range(2):  # as it is, and opened again by its address
        assert page.texts(NAMES) == ["cobalt loom"]
        assert page.run("document.forms[0].elements.task.value") == ""
        assert str(page.run("location.href")).endswith("#q=cobalt&at=s1")
        assert page.run("Math.abs(document.getElementById('s1').getBoundingClientRect().top) < 2")
        page.open(str(page.run("location.href")))


def test_tiers_are_sorted_by_what_they_are_worth_and_who_has_no_place_comes_last(show: Open) -> None:
    page = show("plain/index.html")
    column = page.texts("#s1-standings thead th").index("Tier") + 1
    found = []
    for _ in range(2):
        click(page, "Tier")
        found.append(page.texts(f"{STANDINGS} > *:nth-child({column})"))
    assert found == [["A", "A", "B"], ["B", "A", "A"]]
    first, second = "#across1-table tbody:first-of-type th", "#across1-table tbody + tbody th"
    ranked, others = page.texts(first), page.texts(second)
    assert ranked and others
    for heading in ("Mean", "Swing", "Swing"):
        click(page, heading, "across1-table")
        assert (sorted(page.texts(first)), page.texts(second)) == (sorted(ranked), others)


def test_the_head_of_a_table_is_printed_again_on_the_next_page(show: Open) -> None:
    page = show("plain/index.html")
    page.prefer("light", "print")
    # A head that has buttons, and not only what is in them, is not.
    shown = page.run("[...document.querySelectorAll('thead button')].map(one => getComputedStyle(one).display)")
    assert isinstance(shown, list) and {*shown} == {"contents"}


MANY = """(() => {
  const table = document.getElementById("s1-standings");
  const column = [...table.querySelectorAll("thead th")].findIndex((head) => head.classList.contains("dim"));
  for (const row of table.rows)
    for (let more = 0; more < 13; more += 1) row.cells[column].after(row.cells[column].cloneNode(true));
  if (%s) table.classList.add("many");
  return table.getBoundingClientRect().right - innerWidth;
})()"""


def test_a_table_of_fifteen_dimensions_is_printed_with_all_of_them(show: Open) -> None:
    page = show("plain/index.html")
    assert page.run("document.getElementById('s1-standings').classList.contains('many')") is False, "it has two"
    beyond = {}
    for is_many in ("false", "true"):
        page = show("plain/index.html")
        page.size(1031)  # A4 less the margins, lying
        page.prefer("light", "print")
        beyond[is_many] = page.run(MANY % is_many)
    assert float(str(beyond["false"])) > 1 >= float(str(beyond["true"]))
