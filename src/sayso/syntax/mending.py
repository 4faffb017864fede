"""Mending: trees that the parser is known to get wrong, set right before anything reads them.

"Gunmen believed to be rebels attacked two villages": the parser takes the participle for the verb of the sentence and
hangs what was done on it. A verb of believing never has an infinitive of its own in the active, so such a participle
modifies the noun before it, and the finite verb behind is the sentence's.

"Five killed, 14 hurt in Kano blasts": what stands right behind a number is no noun in the singular.

"The villagers shelled on Sunday were waiting for bread": the parser takes such a participle for the verb, too; the
finite helping verb behind, which has no subject, shows that it is none.

"Four rebels were on Monday killed": what stands between may hang the participle elsewhere.

"Monitors who found the bodies of nine men shot in the head blamed a militia": behind a relative clause the parser takes
the participle for the verb of the sentence; the finite verb behind, which has no subject and is not joined, shows it.

"Kenya blamed the raid on Somalia": what "on" leads to hangs on the verb, and not on what was blamed.

"The president phoned the rebel leader urging a truce", "rebels ambushed soldiers killing five": the president urges,
the rebels kill.

"A man identified as Omar Saleh was shot": the name is what "as" leads to, and no second subject of the verb.

"Rebels attacking the town seized two trucks": who attacks is the subject of the verb behind, and no clause is.

"Shelling hit the town": what ends in "-ing" helps no verb, so it is the subject.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.lang import lexicon
from sayso.model import Relation, Token
from sayso.syntax.bearings import turned
from sayso.syntax.called import led_to
from sayso.syntax.deeds import at_cost, blamed, charged, corrected, of_deed, reporting, said_by, suffering, to_blame
from sayso.syntax.gerunds import as_deed, done
from sayso.syntax.opening import opened, set_before
from sayso.syntax.pairs import paired
from sayso.syntax.terse import told_on
from sayso.syntax.torn import AUXILIARY, FINITE, SUBJECTS, children_of, gone_off, hung_anew, is_over, put, rejoined

_WORDS = lexicon("grammar")
_BELIEVING, _REPORTING = _WORDS["verbs.believing"], _WORDS["verbs.reporting"]
_TO = _WORDS["infinitive"]
_HELPING = _WORDS["verbs.passive"]
_CONTACTING, _STRIKING = _WORDS["verbs.contacting"], _WORDS["verbs.striking"]
_BLAMING, _ON = _WORDS["verbs.blaming"], _WORDS["prepositions.on"]
_LAYING = _BLAMING | _WORDS["verbs.attributing"]
_SETTING, _AT = _WORDS["verbs.setting"], _WORDS["prepositions.at"]
_COSTING = _WORDS["verbs.costing"]
_CLOSED = AUXILIARY | {"dobj", "dative", "mark", "ccomp", "xcomp"}
_CLAUSES = frozenset({"csubj", "csubjpass"})
_DAYS = frozenset({"DATE", "TIME"})
_OPEN = frozenset({"conj", "ccomp", "parataxis", "dep", "advcl"})


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with participles taken for verbs, and who was hurt, hung where they belong."""
    tokens = turned(told_on(led_to(_parted(rejoined(set_before(opened(paired(tokens))))))))
    for token in tokens:
        if token.tag == "CD" and token.index > 2:
            tokens = corrected(tokens, token.index)
        if token.index and tokens[token.index - 1].tag == "CD":
            tokens = suffering(tokens, tokens[token.index])
        if token.lemma in _BELIEVING and token.tag in ("VBD", "VBN"):
            tokens = _reduced(tokens, tokens[token.index])
        elif token.dep == "aux" and token.tag == "VBG" and tokens[token.head].tag in FINITE:
            tokens = put(tokens, replace(token, pos="NOUN", tag="NN", dep="nsubj"))
        elif token.dep in _CLAUSES and token.tag == "VBG":
            tokens = as_deed(_attacking(tokens, tokens[token.index]), token.index)
        elif token.dep in ("advcl", "ccomp", "xcomp") and token.tag == "VBG":
            tokens = at_cost(_addressed(tokens, tokens[token.index]), token.index)
        elif token.tag == "NN" and (token.lemma in _REPORTING or token.lemma in _BELIEVING):
            tokens = reporting(tokens, tokens[token.index])
        elif token.dep in ("conj", "dep") and token.lemma in _COSTING:
            tokens = at_cost(tokens, token.index)
        elif token.dep in ("agent", "prep"):
            tokens = charged(tokens, tokens[token.index])
        elif token.dep == "acl" and token.tag == "VBN" and token.lemma in _LAYING:
            tokens = blamed(tokens, tokens[token.index])
        elif token.dep in ("relcl", "acl"):
            tokens = _written(tokens, tokens[token.index])
            tokens = of_deed(tokens, tokens[token.index])
        elif token.lemma in _BLAMING | _SETTING and token.pos == "VERB" and token.dep != "acl":
            tokens = to_blame(tokens, tokens[token.index])
            tokens = _laid(tokens, tokens[token.index])
        elif token.tag in ("VBD", "VBN") and token.pos == "VERB":
            tokens = said_by(tokens, tokens[token.index])
            tokens = _modifying(_told_of(tokens, tokens[token.index]), tokens[token.index])
            tokens = _of_the_last(tokens, tokens[token.index])
    return gone_off(done(tokens))


def _told_of(tokens: tuple[Token, ...], told: Token) -> tuple[Token, ...]:
    """Make the passive what is told of somebody by a participle: "with nine people reported killed"."""
    below = children_of(tokens, told) if told.lemma in _REPORTING else []
    harm = [t for t in below if t.dep in ("xcomp", "oprd") and t.tag == "VBN" and t.index == told.index + 1]
    noun = next((t for t in below if t.dep == "nsubj"), None)
    if noun is None or not harm or any(t.dep in AUXILIARY for t in below):
        return tokens
    return hung_anew(tokens, {noun.index: (told.index, "nsubjpass")})


def _attacking(tokens: tuple[Token, ...], gerund: Token) -> tuple[Token, ...]:
    """Make its subject that of the verb behind where a clause was taken for that one's subject."""
    noun = next((t for t in children_of(tokens, gerund) if t.dep == "nsubj" and t.index < gerund.index), None)
    return _moved(tokens, gerund, noun, tokens[gerund.head]) if noun and gerund.index < gerund.head else tokens


def _parted(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Hang on the participle what the parser hung on the "were" before it, and the participle in its place."""
    for helping in (t for t in tokens if t.lemma in _HELPING):
        below = children_of(tokens, helping)
        told = {t.dep for t in below}
        verb = tokens[helping.head] if helping.dep in AUXILIARY else None
        if helping.dep not in AUXILIARY and not told & {"attr", "acomp", "conj", "cc"}:
            days = [t for t in tokens[helping.index : -1] if t.entity in _DAYS and tokens[t.head] in below]
            near = [*below, *(t for day in days for t in children_of(tokens, day))]
            verb = next((t for t in near if _is_parted(tokens, t, helping)), None)
        if verb is None or not told & SUBJECTS or verb.index < helping.index:
            continue
        subject: Relation = "nsubjpass" if verb.tag == "VBN" else "nsubj"
        changed: dict[int, tuple[int, Relation]] = {
            t.index: (verb.index, subject if t.dep == "nsubj" else t.dep) for t in below if t is not verb
        }
        if helping.dep not in AUXILIARY:
            changed[verb.index] = (verb.index if helping.dep == "ROOT" else helping.head, helping.dep)
            changed[helping.index] = (verb.index, "auxpass")
        tokens = hung_anew(tokens, changed)
    return tokens


def _is_parted(tokens: tuple[Token, ...], verb: Token, helping: Token) -> bool:
    """Whether a participle behind "were" is its own: no clause of its own, and no comma but pairs stands between."""
    own = {t.dep for t in children_of(tokens, verb)}
    commas = sum(t.text == "," for t in tokens[helping.index : verb.index])
    bare = not own & {"mark", "nsubj", "nsubjpass", "aux", "auxpass", "dobj"}
    return verb.tag == "VBN" and verb.dep in ("advcl", "acl", "ccomp", "dep") and bare and commas % 2 == 0


def _modifying(tokens: tuple[Token, ...], participle: Token) -> tuple[Token, ...]:
    """Hang on its noun a participle that the finite helping verb behind it shows to be none of the sentence's verbs."""
    below = children_of(tokens, participle)
    noun = next((t for t in below if t.dep in SUBJECTS and t.index < participle.index), None)
    if noun is None or noun.pos not in ("NOUN", "PROPN") or any(t.dep in _CLOSED for t in below):
        return tokens
    verb = _main(tokens, participle, participle)
    first = min((t.index for t in (verb, *children_of(tokens, verb)) if t.pos == "AUX"), default=None) if verb else None
    if verb is None or first is None or any(t.text in ',;:"' for t in tokens[participle.index : first]):
        return tokens
    early = {
        t.index: (participle.index, t.dep) for t in children_of(tokens, verb) if participle.index < t.index < first
    }
    return _moved(hung_anew(tokens, early), tokens[participle.index], noun, verb)


def _laid(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """Hang on a verb of blaming the last "on" below what it blames; on one of setting a toll "at" and the number."""
    told = [t for t in children_of(tokens, verb) if t.dep == "dobj" and t.index > verb.index]
    words = _ON if verb.lemma in _BLAMING else _AT
    if not told or any(t.lower in words for t in children_of(tokens, verb)):
        return tokens
    led = [t for t in tokens if t.dep == "prep" and t.lower in words and is_over(tokens, told[0], t)]
    led = led if words is _ON else [t for t in led if any(n.tag == "CD" for n in children_of(tokens, t))][:1]
    return hung_anew(tokens, {led[-1].index: (verb.index, "prep")}) if led else tokens


def _addressed(tokens: tuple[Token, ...], gerund: Token) -> tuple[Token, ...]:
    """Hang on the verb whom it addresses, where the parser took them for the subject of the participle behind."""
    below = children_of(tokens, gerund)
    noun = next((t for t in below if t.dep == "nsubj" and t.index < gerund.index), None)
    verb = tokens[gerund.head]
    to = next((t for t in below if t.dep == "aux" and t.lower in _TO and noun and t.index < noun.index), None)
    if noun is None or noun.index < verb.index:
        return tokens
    if to is not None:
        return hung_anew(tokens, {to.index: (verb.index, "prep"), noun.index: (to.index, "pobj")})
    striking = gerund.lemma in _COSTING and verb.lemma in _STRIKING
    open_to = (striking or verb.lemma in _CONTACTING) and not any(t.dep == "dobj" for t in children_of(tokens, verb))
    told: dict[int, tuple[int, Relation]] = {noun.index: (verb.index, "dobj"), gerund.index: (verb.index, "advcl")}
    return hung_anew(tokens, told) if open_to else tokens


def _written(tokens: tuple[Token, ...], gerund: Token) -> tuple[Token, ...]:
    """Hang what is demanded on the verb of writing: "sent a letter to the general demanding a halt"."""
    to = tokens[tokens[gerund.head].head]
    letter = any(t.lemma in _WORDS["nouns.letters"] and t.dep == "dobj" for t in children_of(tokens, tokens[to.head]))
    written = letter and tokens[gerund.head].dep == "pobj" and to.lower in _TO and gerund.tag == "VBG"
    urged = written and gerund.lemma in _WORDS["verbs.urging"]
    return hung_anew(tokens, {gerund.index: (to.head, "advcl")}) if urged else tokens


def _of_the_last(tokens: tuple[Token, ...], participle: Token) -> tuple[Token, ...]:
    """Hang on the last noun of a relative clause a participle right behind it that is none of the sentence's verbs."""
    below = children_of(tokens, participle)
    noun = next((t for t in below if t.dep in SUBJECTS and t.index < participle.index), None)
    clause = next((t for t in children_of(tokens, noun) if t.dep == "relcl"), None) if noun else None
    last = tokens[participle.index - 1]
    if noun is None or clause is None or last.pos not in ("NOUN", "PROPN") or not is_over(tokens, clause, last):
        return tokens
    own = {t.dep for t in below}
    verb = next((t for t in below if t.index > participle.index and _is_next(tokens, t)), None)
    if verb is None or own & {"cc", "aux", "auxpass"}:
        return tokens
    tokens = _moved(tokens, participle, noun, verb)
    return hung_anew(tokens, {participle.index: (last.index, "acl")})


def _is_next(tokens: tuple[Token, ...], verb: Token) -> bool:
    """Whether it is a finite verb without a subject, hung on another without any word that joins them."""
    own = children_of(tokens, verb)
    finite = verb.tag in FINITE or any(t.tag in FINITE for t in own if t.dep in AUXILIARY)
    told = any(t.dep in SUBJECTS or t.dep in ("mark", "expl") for t in own)
    return verb.dep in ("conj", "dep") and verb.pos in ("VERB", "AUX") and finite and not told


def _reduced(tokens: tuple[Token, ...], participle: Token) -> tuple[Token, ...]:
    """Hang the participle on its noun and the noun on the verb behind, where there is one."""
    below = children_of(tokens, participle)
    if any(t.dep in ("aux", "auxpass") for t in below):
        return tokens
    noun = next((t for t in below if t.dep in SUBJECTS and t.index < participle.index), None)
    to = {t.head for t in tokens if t.dep == "aux" and t.lower in _TO}
    clause = next((t for t in below if t.dep == "xcomp" and t.index in to), None)
    verb = (_main(tokens, participle, clause) or _swallowed(tokens, clause)) if noun and clause else None
    if noun is None or clause is None or verb is None:
        return tokens
    told = [t for t in children_of(tokens, verb) if t.dep in SUBJECTS and t.index < verb.index]
    tokens = _moved(tokens, participle, noun, verb)
    # "to be rebels attacked": what they are, and not who attacked
    return hung_anew(tokens, {t.index: (clause.index, "attr") for t in told if t.index != noun.index})


def _moved(tokens: tuple[Token, ...], participle: Token, noun: Token, verb: Token) -> tuple[Token, ...]:
    """Hang the participle on its noun, and the noun and what stands behind the verb on the verb."""
    changed: dict[int, tuple[int, Relation]] = {}
    if participle.head != verb.index:
        top = participle.head if participle.head != participle.index else verb.index
        changed[verb.index] = (top, participle.dep)
    passive = any(t.dep == "auxpass" for t in children_of(tokens, verb))
    changed[noun.index] = (verb.index, "nsubjpass" if passive else "nsubj")
    changed[participle.index] = (noun.index, "acl")
    for token in children_of(tokens, participle):
        if token.index > verb.index:
            changed.setdefault(token.index, (verb.index, token.dep))
    if verb.tag == "VBN" and not any(t.dep in AUXILIARY for t in children_of(tokens, verb)):
        tokens = put(tokens, replace(verb, tag="VBD"))
    return hung_anew(tokens, changed)


def _main(tokens: tuple[Token, ...], participle: Token, clause: Token) -> Token | None:
    """The finite verb behind the infinitive that has no subject but what the infinitive says of the noun."""
    for verb in tokens[clause.index + 1 :]:
        hung = verb.head in (participle.index, clause.index) or (
            verb.head in (participle.head, tokens[participle.head].head) and participle.dep in (verb.dep, "advcl")
        )
        above = verb.index == participle.head and participle.dep in _OPEN
        if not (above or (hung and verb.dep in _OPEN)) or verb.pos not in ("VERB", "AUX"):
            continue
        own = children_of(tokens, verb)
        finite = verb.tag in FINITE or any(t.tag in FINITE for t in own if t.dep in ("aux", "auxpass"))
        joined = any(
            t.dep == "cc" and t.head in (participle.index, verb.head) for t in tokens[clause.index : verb.index]
        )
        subjects = [t for t in own if t.dep in SUBJECTS]
        told = all(_is_told(tokens, t, clause) for t in subjects)
        if finite and not joined and told and not any(t.dep == "mark" for t in own):
            return verb
    return None


def _swallowed(tokens: tuple[Token, ...], clause: Token) -> Token | None:
    """The verb that was hung on what they are believed to be: "to be rebels shot and wounded two officers".

    A participle that modifies a noun is passive, so it has no object, nor has what is joined to it a past tense.
    """
    for verb in tokens[clause.index + 1 :]:
        noun = tokens[verb.head]
        if verb.dep == "acl" and verb.tag in ("VBN", "VBD") and noun.head == clause.index and noun.dep == "attr":
            below = children_of(tokens, verb)
            if any(t.dep == "dobj" or (t.dep == "conj" and t.tag == "VBD") for t in below):
                return verb
    return None


def _is_told(tokens: tuple[Token, ...], subject: Token, clause: Token) -> bool:
    """Whether a noun stands right behind "to be": what somebody is believed to be."""
    inside = {subject.index} | {t.index for t in tokens if t.head == subject.index and t.index < subject.index}
    return clause.lemma in _HELPING and min(inside) <= clause.index + 2
