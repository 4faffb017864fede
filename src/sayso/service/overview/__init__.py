"""The overview: what a filter leaves, counted by value, by day and by place, and listed page by page."""

from sayso.service.overview.facets import facets
from sayso.service.overview.lists import claim_page, document_page, incident_page, search
from sayso.service.overview.maps import WORLD, map_cells
from sayso.service.overview.records import (
    Area,
    Bin,
    Bounds,
    Cell,
    DocumentEntry,
    Facets,
    Grain,
    Hits,
    IncidentEntry,
    MapView,
    Sort,
    Timeline,
    Value,
)
from sayso.service.overview.timeline import timeline

__all__ = [
    "WORLD",
    "Area",
    "Bin",
    "Bounds",
    "Cell",
    "DocumentEntry",
    "Facets",
    "Grain",
    "Hits",
    "IncidentEntry",
    "MapView",
    "Sort",
    "Timeline",
    "Value",
    "claim_page",
    "document_page",
    "facets",
    "incident_page",
    "map_cells",
    "search",
    "timeline",
]  # fmt: skip
