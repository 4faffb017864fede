"""Grammar: what a sentence's tree says, for whoever asks: kinds of mention and claims alike.

``words``: what a single word can be. ``phrases``: nouns with what belongs to them: members, wholes, owners, bounds.
``clauses``: verbs with theirs: subject (own or understood), agent, passive, infinitive, governor. ``frames``: who
stands in which role around a trigger, verb or noun. ``scope``: what a negation, a hedge or an unreal head reaches.
``judging``: what is said of the clause in which an event is told. ``fiction``: what is acted or written.

All read the neutral tree of ``model.text`` (tokens, heads and the relations of ``model.relations``); none knows of
mentions, rules of events, or the parser.
"""
