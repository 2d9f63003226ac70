"""What every page has in common: the templates, the style, and a policy under which nothing from elsewhere runs."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from grading.report.costs import VOID_WORDS
from grading.report.formats import figures
from grading.report.formats import html_words as words
from grading.report.places import GENERATOR
from grading.visible import visible
from grading.words import cost_words, count_words, counted, time_words

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES: Final = "templates"
_MOST_PAIRS: Final = 200
"""Two long lists in another order can have a hundred thousand of them; the data files hold every one."""


class Inlined(NamedTuple):
    """What stands in a page itself, and the policy that allows exactly that."""

    style: Markup
    script: Markup
    policy: str


def page(template: str, *, has_script: bool = False, **values: object) -> str:
    """A page from its template."""
    return environment().get_template(template).render(inlined=_inlined(has_script), **values)


@cache
def environment() -> "Environment":
    """The templates, escaping whatever is put into them, and complaining about whatever is not there."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "called": words.called,
        "coefficient": figures.coefficient,
        "cost": cost_words,
        "count": count_words,
        "counted": counted,
        "full_name": words.full_name,
        "instant": words.instant,
        "manner": words.manner,
        "minus": figures.minus,
        "number": figures.number,
        "paragraphs": words.paragraphs,
        "per_unit": figures.per_unit,
        "places": figures.places,
        "prose": words.prose,
        "rows": words.rows,
        "share": words.share_of,
        "signed": figures.signed,
        "sorting": words.sorting,
        "tier_sorting": words.tier_sorting,
        "spent": figures.spent_words,
        "time": time_words,
        "times": figures.times,
    }
    made.globals["generator"] = Markup(GENERATOR)
    made.globals["most_pairs"] = _MOST_PAIRS
    made.globals["means_words"] = figures.MEANS_WORDS
    made.globals["void_words"] = VOID_WORDS
    return made


def _finalize(value: object) -> object:
    """Every text of a page goes through here, whoever wrote it: nothing in it is left unseen."""
    if type(value) is not str or (value.isascii() and value.isprintable()):
        return value
    return visible(value)


def _read(name: str) -> str:
    return files("grading.report").joinpath(_TEMPLATES, name).read_text(encoding="utf-8")


@cache
def _inlined(has_script: bool) -> Inlined:
    style = _read("page.css") + "".join(f".w{share}{{--w:{share / 100}}}" for share in range(101)) + "\n"
    if has_script:  # the front page is also the one with drawings
        from grading.report.formats.charts import CHART_CSS

        style = CHART_CSS + style
    script = _read("page.js") if has_script else ""
    allowed = [
        "default-src 'none'",
        f"style-src '{_digest(style)}'",
        f"script-src '{_digest(script)}'" if has_script else "script-src 'none'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    # Both are this program's own files; neither holds what would end its element.
    return Inlined(Markup(style), Markup(script), "; ".join(allowed))


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
