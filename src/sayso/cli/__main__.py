"""``python -m sayso.cli``: the command line without its script."""

from sayso.cli import main

main()
