"""What a rulebook may contain; load it, check it, match its phrases. The data itself is in ``lang/en/rulebook``."""

from sayso.rules.rulebook import TABLES, Rulebook, builtin_folder, load_rulebook
from sayso.rules.table import Row, read_table

__all__ = ["TABLES", "Row", "Rulebook", "builtin_folder", "load_rulebook", "read_table"]
