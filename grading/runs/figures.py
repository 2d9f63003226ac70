"""Figures as people and manifests write them ⇄ exact values. One table says what figures there are."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from grading.errors import RunError
from grading.runs.model import Basis, Cost, Figures, State
from grading.strict import exact_number, number_text
from grading.visible import visible

_COST: Final = r"(~?)\$?(\d[\d.]*)"


def _cost(text: str) -> str:
    if text in (Basis.SUBSCRIPTION.value, Basis.UNKNOWN.value):
        return text
    found = re.fullmatch(_COST, text)
    if not found:
        raise ValueError("dollars such as 1.10, ~1.10 where estimated, subscription, or unknown")
    return found[1] + _plain(found[2])


def _plain(text: str) -> str:
    return number_text(exact_number(text))


def _count(text: str) -> str:
    number = exact_number(text)
    if number.denominator != 1:
        raise ValueError("a whole number")
    return number_text(number)


def _word(*words: str) -> Callable[[str], str]:
    def checked(text: str) -> str:
        if text not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return text

    return checked


def _sentence(text: str) -> str:
    return text


FIGURES: Final[Mapping[str, Callable[[str], str]]] = {
    "state": _word(*(state.value for state in State)),
    "reason": _sentence,
    "cost_usd": _cost,
    "seconds": _plain,
    "tokens": _count,
    "tokens_in": _count,
    "tokens_out": _count,
    "weights": _word("open", "closed"),
}
"""Every figure a run can have → what checks its text and gives it back in the one form that is kept."""


def figure_text(name: str, text: str) -> str:
    """The figure in the form that is kept; `unknown` takes a figure away."""
    check = FIGURES.get(name)
    if check is None:
        raise RunError(f'"{visible(name)}" is not a figure', do=f"use one of {', '.join(FIGURES)}")
    said = text.strip()
    if said == Basis.UNKNOWN.value or not said:
        if name == "state":
            raise RunError("a run has always a state", do=f"use one of {', '.join(s.value for s in State)}")
        return Basis.UNKNOWN.value if name == "cost_usd" else ""
    try:
        return check(said)
    except ValueError as error:
        raise RunError(f'{name} cannot be "{visible(said)[:60]}"', do=f"give {error}") from error


def figures_from(texts: Mapping[str, str]) -> Figures:
    """The figures that these kept texts say."""
    known = {name: text for name, text in texts.items() if text}
    return Figures(
        state=State(known.get("state", State.COMPLETE.value)),
        reason=known.get("reason", ""),
        cost=cost_from(known.get("cost_usd", Basis.UNKNOWN.value)),
        seconds=Decimal(known["seconds"]) if "seconds" in known else None,
        tokens=int(known["tokens"]) if "tokens" in known else None,
        tokens_in=int(known["tokens_in"]) if "tokens_in" in known else None,
        tokens_out=int(known["tokens_out"]) if "tokens_out" in known else None,
        weights=known.get("weights", ""),
    )


def cost_from(text: str) -> Cost:
    """The cost that a kept text says."""
    if text in (Basis.SUBSCRIPTION.value, Basis.UNKNOWN.value):
        return Cost(Basis(text))
    basis = Basis.ESTIMATED if text.startswith("~") else Basis.EXACT
    return Cost(basis, Decimal(text.removeprefix("~")))


def require_whole(texts: Mapping[str, str], where: str) -> None:
    """Refuses figures that do not go together."""
    state = State(texts.get("state") or State.COMPLETE.value)
    if state not in (State.COMPLETE, State.PROVISIONAL) and not texts.get("reason"):
        raise RunError(f"the state {state.value} needs a reason", where=where, do="say why in `reason`")
