"""Charts of published figures, byte for byte.

Where a change is meant, `RENEW_CHARTS=1 pytest tests/grading/report/formats/test_charts_goldens.py` draws them anew; look
at each on a page of an export before it is kept, since their colours are the page's.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from grading.report.formats.charts import cost_chart, heat_map, rank_chart, totals_chart
from tests.grading.report.formats.svgs import inventory_index, many, rails

GOLDEN: Final = Path(__file__).parents[3] / "golden" / "report"
RENEWED: Final = "RENEW_CHARTS"


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("rails-chat-totals", lambda: totals_chart(rails())),
        ("rails-chat-cost", lambda: cost_chart(rails())),
        ("made-up-dimensions", lambda: heat_map(many(9))),
        ("made-up-totals", lambda: totals_chart(many(9))),
        ("inventory-ranks", lambda: rank_chart(inventory_index())),
    ],
)
def test_a_chart_looks_as_it_did(name: str, drawn: Callable[[], str]) -> None:
    path, found = GOLDEN / f"chart-{name}.svg", drawn().encode()
    if os.environ.get(RENEWED):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(found)
    assert found == path.read_bytes(), f"{path.name} is another chart now; {RENEWED}=1 draws it anew"
