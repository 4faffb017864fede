"""Store: the protocol that a ledger is kept behind, and what it takes and gives; ``sqlite`` keeps it in a file."""
