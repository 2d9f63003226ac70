"""Which files a person stood beside one another, for every two workspaces: rows that are added and read.

Two workspaces are one pair whichever stands on the left, so they are kept in the order of their keys.
"""

from grading.compare.tree import Choice
from grading.ledger.ids import instant_text, micros_of, new_id, now_micros
from grading.ledger.store import Ledger
from grading.sides import Pair
from grading.visible import path_bytes, path_text


def choose(ledger: Ledger, reviewer: str, keys: Pair[str], choice: Choice) -> None:
    """Keeps a person's choice; it goes before every earlier one for these files."""
    if keys.a > keys.b:
        keys, choice = keys.swapped(), Choice(choice.b, choice.a)
    files = (None if path is None else path_text(path) for path in choice)
    with ledger.writing():
        last = ledger.query(tuple[str], "SELECT id FROM counterparts ORDER BY id DESC LIMIT 1")
        # Never before the last one: a clock that was set back cannot put a newer choice behind an older one.
        micros = max(now_micros(), micros_of(last[0][0]) + 1 if last else 0)
        ledger.connection.execute(
            "INSERT INTO counterparts VALUES (?, ?, ?, ?, ?, ?, ?)",
            (new_id(micros), instant_text(micros), reviewer, *keys, *files),
        )


def choices(ledger: Ledger, keys: Pair[str]) -> list[Choice]:
    """What was chosen for two workspaces, oldest first."""
    is_swapped = keys.a > keys.b
    rows = ledger.query(
        tuple[str | None, str | None],
        "SELECT file_a, file_b FROM counterparts WHERE a = ? AND b = ? ORDER BY id",
        tuple(keys.swapped() if is_swapped else keys),
    )
    found = (Pair(a, b).map(lambda text: None if text is None else path_bytes(text)) for a, b in rows)
    return [Choice(*(one.swapped() if is_swapped else one)) for one in found]
