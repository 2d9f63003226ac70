"""What people write for a key that has another name here, table by table."""

from typing import Final


def _words(**keys: str) -> dict[str, str]:
    """Each word, and the key that it means."""
    return {word: key for key, words in keys.items() for word in words.split()}


IN_RUBRIC: Final = _words(
    key="id",
    edition="version",
    title="name",
    about="description",
    scale="max out_of total",
    decimals="precision places",
    tie_band="noise",
    dimension="criteria sections",
    tier="grades levels",
)
IN_DIMENSION: Final = _words(
    key="id",
    title="name",
    max="points out_of",
    weight="share",
    step="increment",
    floor="min minimum",
    asks="about description question",
    where="files paths",
    criterion="criteria",
    deduction="penalty",
    anchor="level",
)
IN_CRITERION: Final = _words(
    key="id",
    title="name",
    points="max out_of weight",
    ladder="steps thresholds",
    asks="about description question",
    verify="check command",
    where="files paths",
)
IN_DEDUCTION: Final = _words(key="id", title="description name", points="cost max minus penalty price")
IN_ANCHOR: Final = _words(at="points score value", means="description title")
IN_GATE: Final = _words(key="id", title="description name", verify="check command", caps="limits max")
IN_TIER: Final = _words(name="key title", at="from least lower min points", means="about description")
