"""The commands of a checkout: ``sayso bench`` measures, ``sayso corpus`` looks after hand-coded reports."""

from evaluation.commands.bench import bench
from evaluation.commands.corpus import corpus

__all__ = ["bench", "corpus"]
