"""How well sayso reads: gold formats, scorers, the corpus, public sets, and the gate. Not in the wheel."""
