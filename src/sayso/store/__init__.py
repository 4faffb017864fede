"""Store: what a ledger takes and gives, and how it is filtered; ``sqlite`` keeps it in a file."""
