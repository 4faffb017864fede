"""The overview: what a filter leaves, counted by value, by day and by place, and listed page by page."""

from sayso.service.overview.records import (
    Area,
    Bin,
    Bounds,
    Cell,
    DocumentEntry,
    Facets,
    Grain,
    Hit,
    Hits,
    IncidentEntry,
    MapView,
    Sort,
    Timeline,
    Value,
)
from sayso.service.overview.slow import (
    claim_page,
    document_page,
    facets,
    incident_page,
    map_cells,
    search,
    timeline,
)

__all__ = [
    "Area", "Bin", "Bounds", "Cell", "DocumentEntry", "Facets", "Grain", "Hit", "Hits", "IncidentEntry", "MapView",
    "Sort", "Timeline", "Value", "claim_page", "document_page", "facets", "incident_page", "map_cells", "search",
    "timeline",
]  # fmt: skip
