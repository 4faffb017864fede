"""The public data sets that sayso is measured on, one module each; ``SETS`` lists them.

Left out: ECB+ measures which reports speak of one happening, which needs the merging of claims into incidents across
reports. It joins when there is something to measure.
"""

from sayso.bench.data import PublicSet
from sayso.bench.sets import (
    case2021,
    event_location,
    geoparsing,
    gvc,
    muc4,
    plover_gsr,
    polnear,
    re3d,
    te3,
    wikievents,
)

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
    gvc.SET,
)
LEFT_OUT: dict[str, str] = {
    "ecbplus": "measures the merging of events across documents, which does not exist yet",
}
"""Sets that are known but not measured, and why."""
