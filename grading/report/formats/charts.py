"""The charts of a page: each one whole `<svg>`, or nothing where there is nothing to draw, and the rules they need.

They hold no colour: a page sets `--ink --paper --line --open --closed --unknown --bar --heat-0` … `--heat-6`. From
`--heat-0`, which is near the paper, to `--heat-3` a number on it is in ink; from `--heat-4` on, in the paper's colour.
"""

from typing import Final

from grading.report.formats.charts_cost import cost_chart
from grading.report.formats.charts_heat import heat_map
from grading.report.formats.charts_ranks import rank_chart
from grading.report.formats.charts_totals import totals_chart

__all__ = ["CHART_CSS", "cost_chart", "heat_map", "rank_chart", "totals_chart"]

CHART_CSS: Final = """\
.chart { display: block; width: 100%; min-width: 34rem; max-width: 880px; height: auto; break-inside: avoid;
  background: var(--paper); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.chart text { font: 13px/1 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: var(--ink); }
.chart .value { font-weight: 600; }
.chart .name { unicode-bidi: isolate; }
.chart .tick, .chart .remark { fill: var(--ink); opacity: 0.78; }
.chart .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
.chart .open { fill: var(--open); }
.chart .closed { fill: var(--closed); }
.chart .unknown { fill: var(--unknown); }
.chart .hatch { stroke: var(--paper); stroke-width: 2; opacity: 0.55; }
.chart .dots { fill: var(--paper); opacity: 0.7; }
.chart .absent { stroke: var(--ink); stroke-width: 1; opacity: 0.5; }
.chart .cell { fill: none; stroke: var(--line); }
.chart .dot { stroke: var(--paper); stroke-width: 1.5; }
.chart .hollow { fill: var(--paper); stroke-width: 2.25; }
.chart .plain { fill: var(--ink); }
.chart .plain.hollow { fill: var(--paper); stroke: var(--ink); }
.chart .hollow.open { stroke: var(--open); }
.chart .hollow.closed { stroke: var(--closed); }
.chart .hollow.unknown { stroke: var(--unknown); }
.chart .grid { stroke: var(--line); stroke-width: 1; opacity: 0.6; }
.chart .axis { fill: none; stroke: var(--ink); stroke-width: 1; opacity: 0.7; }
.chart .tier { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 2 4; opacity: 0.6; }
.chart .under { fill: none; stroke: var(--paper); stroke-width: 4; }
.chart .whisker { fill: none; stroke: var(--ink); stroke-width: 1.5; }
.chart .leader { fill: none; stroke: var(--ink); stroke-width: 1; opacity: 0.5; }
.chart .frontier { fill: none; stroke: var(--bar); stroke-width: 2; stroke-dasharray: 6 4; }
.chart .slope { fill: none; stroke: var(--bar); stroke-width: 1.5; }
.chart .slope.thin { stroke-width: 1; }
.chart .reversed { stroke: var(--ink); stroke-width: 3; }
.chart .reversed.thin { stroke-width: 1.75; }
.chart .near { stroke-dasharray: 7 5; }
.chart .end { fill: var(--ink); stroke: var(--paper); stroke-width: 1.5; }
.chart .heat-0 { fill: var(--heat-0); }
.chart .heat-1 { fill: var(--heat-1); }
.chart .heat-2 { fill: var(--heat-2); }
.chart .heat-3 { fill: var(--heat-3); }
.chart .heat-4 { fill: var(--heat-4); }
.chart .heat-5 { fill: var(--heat-5); }
.chart .heat-6 { fill: var(--heat-6); }
.chart .on-light { fill: var(--ink); }
.chart .on-dark { fill: var(--paper); }
@media print {
  .chart { min-width: 0; max-width: 175mm; max-height: 160mm; }
  .chart.tall { max-width: 140mm; max-height: none; break-inside: auto; }
}
"""
"""What the classes of the charts look like, in terms of the page's own colours."""
