"""Reviewers without their names: what each is called instead, and their names taken out of what people wrote."""

import re
from collections import Counter
from collections.abc import Callable, Sequence


def numbered(names: Sequence[str]) -> dict[str, str]:
    """What each reviewer is called instead, in the order given."""
    return {name: f"reviewer {number}" for number, name in enumerate(names, 1)}


def without_names(called: dict[str, str]) -> Callable[[str], str]:
    """What puts into a text what reviewers are called, wherever one of their names is a word of it, in any case."""
    folded = Counter(name.casefold() for name in called)
    in_any_case = {name.casefold(): said for name, said in called.items() if folded[name.casefold()] == 1}
    longest_first = sorted(called, key=lambda name: (-len(name), name))
    if not longest_first:
        return lambda text: text
    names = "|".join(re.escape(name) for name in longest_first)
    found = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)

    def put(match: re.Match[str]) -> str:
        # As it is written it is sure; in another case it may be nobody's, or that of several.
        return called.get(match[0]) or in_any_case.get(match[0].casefold(), "a reviewer")

    return lambda text: found.sub(put, text)
