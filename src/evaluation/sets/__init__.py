"""The public data sets that sayso is measured on, one module each; ``SETS`` lists them."""

from evaluation.data import PublicSet
from evaluation.sets import (
    case2021,
    ecbplus,
    event_location,
    geoparsing,
    gvc,
    gvc_incidents,
    muc4,
    muc4_counts,
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
    muc4_counts.SET,
    wikievents.SET,
    re3d.SET,
    case2021.SET,
    event_location.SET,
    plover_gsr.SET,
    gvc.SET,
    gvc_incidents.SET,
    ecbplus.SET,
)
