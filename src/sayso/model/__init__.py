"""The vocabulary of sayso as frozen dataclasses; standard library only. Offsets: see ``model.text``."""

from sayso.model.claims import (
    EVENT_TYPES,
    MEASURES,
    SOURCE_KINDS,
    STANCES,
    STATUSES,
    VOICES,
    Attribution,
    Claim,
    EventType,
    Figure,
    Measure,
    Role,
    Source,
    SourceKind,
    Stance,
    Status,
    Voice,
    When,
    role_of,
)  # fmt: skip
from sayso.model.mentions import (
    ACTOR_KINDS,
    BOUNDS,
    GRAINS,
    MEANS,
    PRECISIONS,
    UNITS,
    ActorKind,
    ActorMention,
    Bound,
    CountMention,
    Grain,
    Means,
    Mention,
    Place,
    PlaceMention,
    Precision,
    TimeMention,
    Unit,
    WeaponMention,
)  # fmt: skip
from sayso.model.reading import FILLED, Reading
from sayso.model.text import BLOCK_KINDS, Block, BlockKind, Document, Sentence, Span, Token

__all__ = [
    "ACTOR_KINDS", "BLOCK_KINDS", "BOUNDS", "EVENT_TYPES", "FILLED", "GRAINS", "MEANS", "MEASURES", "PRECISIONS",
    "SOURCE_KINDS", "STANCES", "STATUSES", "UNITS", "VOICES",
    "ActorKind", "ActorMention", "Attribution", "Block", "BlockKind", "Bound", "Claim", "CountMention",
    "Document", "EventType", "Figure", "Grain", "Means", "Measure", "Mention", "Place", "PlaceMention",
    "Precision", "Reading", "Role", "Sentence", "Source", "SourceKind", "Span", "Stance", "Status",
    "TimeMention", "Token", "Unit", "Voice", "WeaponMention", "When", "role_of",
]  # fmt: skip
