"""The public data sets that sayso is measured on, one module each; ``SETS`` lists them.

Left out: ECB+ and the Gun Violence Corpus measure which reports speak of one happening, which needs the merging of
claims into incidents across reports. They join when there is something to measure.
"""

from sayso.bench.data import PublicSet
from sayso.bench.sets import case2021, event_location, geoparsing, muc4, plover_gsr, polnear, re3d, te3, wikievents

SETS: tuple[PublicSet, ...] = (
    polnear.SET,
    geoparsing.LGL,
    geoparsing.TRNEWS,
    te3.SET,
    muc4.SET,
    wikievents.SET,
    re3d.SET,
    case2021.SET,
    event_location.SET,
    plover_gsr.SET,
)
LEFT_OUT: dict[str, str] = {
    "gvc": "measures the merging of reports into incidents, which does not exist yet",
    "ecbplus": "measures the merging of events across documents, which does not exist yet",
}
"""Sets that are known but not measured, and why."""
