"""Grammar: frames, clauses, passives, owners, agents and the scope of negation over a neutral dependency tree."""
