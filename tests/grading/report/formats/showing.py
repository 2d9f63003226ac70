"""A page of an export that is shown: what is looked at in it, and how one clicks and chooses there."""

from collections.abc import Callable
from typing import Final

from tests.browser import Page

Open = Callable[[str], Page]

LONG: Final = "long" * 2500
STANDINGS: Final = "#s1-standings tbody tr"
NAMES: Final = f"{STANDINGS} th"


def click(page: Page, heading: str, table: str = "s1-standings") -> None:
    """Clicks the heading of a column."""
    page.run(
        f"[...document.querySelectorAll('#{table} thead button')]"
        f".find(one => one.textContent.trim() === {heading!r}).click()"
    )


def choose(page: Page, **values: str) -> None:
    """Chooses what is shown."""
    for name, value in values.items():
        page.run(
            f"(() => {{ const field = document.forms[0].elements[{name!r}]; field.value = {value!r};"
            "field.dispatchEvent(new Event('input', {bubbles: true})); })()"
        )
