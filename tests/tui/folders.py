"""Two plain folders that differ in every way, and the program that compares them without a study."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from tests.builders import write_files
from tests.tui.program import Program, Said

Files = Mapping[str, str | bytes]
Diff = Callable[..., Said]

_THINGS: Final = (
    *("invoice", "customer", "parcel", "voucher", "refund", "basket", "stock", "courier", "receipt", "discount"),
    *("address", "currency", "warehouse", "payment", "reminder", "contract", "supplier", "catalogue", "shelf", "tax"),
)
ORDERS: Final = "".join(f"def find_{one}(shop, number):\n    return shop.{one}s[number]\n\n" for one in _THINGS)
_REPORT: Final = "".join(f"report line {number} about the orders of a shop\n" for number in range(30))

SAME: Final[Files] = {"docs/same.md": "the same\n", "same.bin": b"\0\1\2"}
ONE: Final[Files] = {
    **SAME,
    "src/app.py": "import os\nprint('a')\nprint('b')\n",
    "only-here.txt": "one\ntwo\n",
    "report.txt": _REPORT,
    "src/orders.py": ORDERS,
    "logo.bin": b"\0one",
    "run.sh": "#!/bin/sh\n",
}
OTHER: Final[Files] = {
    **SAME,
    "src/app.py": "import os\nprint('a')\nprint('c')\nprint('d')\n",
    "zebra.toml": "stripes = 7\n",
    "archive/report.txt": _REPORT,
    "app/orders.py": ORDERS.replace("find_courier", "search_courier"),
    "logo.bin": b"\0other",
    "run.sh": "#!/bin/sh\n",
}


def folders(top: Path, one: Files, other: Files) -> None:
    """The folders `one` and `other`."""
    for name, files in (("one", one), ("other", other)):
        write_files(top / name, dict(files)).mkdir(exist_ok=True)


def two_folders(top: Path) -> None:
    """A file of every status on each side."""
    folders(top, ONE, OTHER)
    (top / "other" / "run.sh").chmod(0o755)


def diff_in(program: Program) -> Diff:
    """`sidegrade diff` where no study is."""
    return lambda *arguments: program("diff", *arguments, study=False)
