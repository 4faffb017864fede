"""Third-person pronouns: candidates of the right number and kind, ranked by nearness, subjecthood and clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.grammar.clauses import governor, is_infinitive, subject, subject_of
from sayso.grammar.phrases import is_below, possessors
from sayso.lang import lexicon
from sayso.mentions.coreference.parts import Candidate, Gender, gender_of, is_human, is_state
from sayso.model import ActorMention, Sentence, Token

WORDS = lexicon("coreference")
HE, SHE, THEY, IT = (WORDS[f"pronouns.{word}"] for word in ("he", "she", "they", "it"))
THIRD = HE | SHE | THEY | IT
_THEM = WORDS["pronouns.them"]
_COLLECTIVE = frozenset(
    {"armed-group", "military", "authority", "government", "ngo", "medical", "international", "party"}
)
OBJECTS = ("dobj", "dative")
_MARGIN, _OF_SPEAKER, _OF_QUOTED, _OF_CITED = 0.5, 0.75, 3.0, 4.0
_ACCORDING = lexicon("actors")["according"]


class Genders:
    """What earlier pronouns have told of each person's gender."""

    def __init__(self) -> None:
        self._known: dict[str, Gender] = {}

    def of(self, mention: ActorMention) -> Gender:
        """The gender of the mention's person, or empty when nothing is known."""
        return gender_of(mention) or self._known.get(mention.entity, "")

    def learn(self, mention: ActorMention, pronoun: str) -> None:
        """Remember the gender of a named person, from a pronoun that stands for it."""
        if mention.person and pronoun in HE | SHE:
            self._known.setdefault(mention.entity, "he" if pronoun in HE else "she")


def is_empty_it(sentence: Sentence, token: Token) -> bool:
    """Whether "it" stands for nobody: "it was necessary to", "it appears that"."""
    if token.lower not in WORDS["pronouns.it_subject"]:
        return False
    verb = sentence.head(token)
    told = token.dep == "nsubjpass" and sentence.child(verb, "ccomp", "csubj") is not None
    return token.dep not in ("nsubj", "nsubjpass") or verb.lemma in WORDS["verbs.empty"] or told


def resolve(
    sentence: Sentence,
    token: Token,
    known: Sequence[Candidate],
    genders: Genders,
    says: frozenset[str],
    *,
    quoted: bool,
) -> ActorMention | None:
    """The mention that the pronoun stands for, or None when none fits or two fit equally.

    ``quoted``: it stands in quotation marks, where it is never the one who is quoted. "They" and "he" are seldom those
    who say so behind it ("They burned the school, police said"), nor "they" those who spoke just before.
    """
    of_number = token.lower in _THEM and token.index > 1 and sentence.tokens[token.index - 2].pos == "NUM"
    if of_number or (token.lower in THEY and _joined_pair(sentence, token, known, genders)):
        return None
    owned = sentence.head(token)
    if token.dep == "poss" and owned.dep == "conj":  # "the army and its allies"
        first = (c.mention for c in known if c.sentence is sentence and c.head is sentence.head(owned))
        if owner := next((m for m in first if _fits(m, token.lower, genders)), None):
            return owner
    speaker = _speaker_above(sentence, token, known, says)
    behind = speaker is not None and speaker.head.index > token.index and token.lower in THEY | HE | SHE
    if behind and token.dep == "poss":  # "the rebels continued their raids, officials said", "their house burned"
        clause = governor(sentence, token)
        behind = any(c.clause == clause and c.subject and _fits(c.mention, token.lower, genders) for c in known)
    if speaker and not quoted and not behind and not _is_of_nearer(sentence, token, speaker, known, genders):
        whose = [t.index for t in possessors(sentence, speaker.head)]  # "his lawyer said he": not the lawyer
        owners = [c for c in known if c.sentence is sentence and c.head.index in whose]
        own = any(sentence.tokens[n].lower in group for n in whose for group in (HE, SHE) if token.lower in group)
        for one in owners if own else [*owners, speaker]:  # "she was shot, her daughter says"
            if _fits(one.mention, token.lower, genders) and not _is_lone_state(one.mention, token):
                return one.mention
    if _rival(sentence, token, known, says):
        return None
    continues = token.dep == "nsubj" and sentence.head(token).lemma in says
    best: dict[str, tuple[float, ActorMention]] = {}
    for one in _near(sentence, token, known):
        spoken = quoted and speaker is not None and one.mention.entity == speaker.mention.entity
        told = one.mention.kind == "media" and one.head.dep in OBJECTS  # "told reporters that gunmen took them"
        if spoken or told or not _fits(one.mention, token.lower, genders) or _bound(sentence, token, one, says):
            continue
        cited = one.sentence.head(one.sentence.head(one.head)).lower in _ACCORDING
        speaks = cited or (one.head.dep == "nsubj" and one.sentence.head(one.head).lemma in says)
        score = _score(sentence, token, one)
        if speaks and continues:
            score += _OF_CITED if cited else 1.5
        elif speaks and token.lower in THEY:
            score -= _OF_QUOTED if quoted else _OF_SPEAKER
        if score > best.get(one.mention.entity, (float("-inf"), one.mention))[0]:
            best[one.mention.entity] = (score, one.mention)
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < 0 or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return None
    return ranked[0][1]


def _speaker_above(
    sentence: Sentence, token: Token, known: Sequence[Candidate], says: frozenset[str]
) -> Candidate | None:
    """The subject of the verb of saying whose content the token stands in: "the ministry said it had"."""
    below = token
    for verb in sentence.ancestors(token):
        ordered = is_infinitive(sentence, below)  # "urged Cairo to withdraw its"
        beside = below.dep == "conj" or (below is token and token.dep in OBJECTS)  # "blamed them and accused it of"
        own = subject(sentence, verb) if verb.lemma in says and not ordered and not beside else None
        if own is not None and own.index != token.index and not is_below(sentence, own, token):
            return next((c for c in known if c.sentence is sentence and c.head.index == own.index), None)
        below = verb
    return None


def _is_of_nearer(
    sentence: Sentence, token: Token, speaker: Candidate, known: Sequence[Candidate], genders: Genders
) -> bool:
    """ "Police said the soldiers were on patrol when gunmen ambushed them": the soldiers, not those who say so."""
    clause = governor(sentence, token) if token.dep in (*OBJECTS, "pobj") else None
    above = [t for t in sentence.ancestors(clause) if t != speaker.clause] if clause else []
    nearer = [c for c in known if c.sentence is sentence and c.subject and c.clause in above]
    return any(_fits(c.mention, token.lower, genders) for c in nearer)


def _fits(mention: ActorMention, pronoun: str, genders: Genders) -> bool:
    """Whether number, kind and gender of the mention allow the pronoun."""
    if pronoun in HE or pronoun in SHE:
        return is_human(mention) and genders.of(mention) in ("", "he" if pronoun in HE else "she")
    body = not mention.person and mention.kind in _COLLECTIVE
    if pronoun in THEY:
        return mention.plural or (body and mention.id is not None)
    return not mention.plural and (body or mention.kind == "media") and not is_human(mention)


def _is_lone_state(mention: ActorMention, token: Token) -> bool:
    """ "Chad accuses Sudan of arming rebels and letting them cross": a state is seldom "they"."""
    return token.lower in THEY and is_state(mention) and not mention.plural


def _near(sentence: Sentence, token: Token, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates before the pronoun, at most two sentences and one paragraph back."""
    for one in reversed(known):
        if sentence.index - one.sentence.index > 2 or sentence.paragraph - one.sentence.paragraph > 1:
            return
        if one.mention.end <= token.start:
            yield one


def _rival(sentence: Sentence, token: Token, known: Sequence[Candidate], says: frozenset[str]) -> bool:
    """Whether "they" or "it" has a subject before it in the sentence that names no actor ("the houses lost their").

    "Two lorries stood there, police said, and rebels attacked them": neither who attacks nor who says so.
    """
    tags = ("NNS", "NNPS") if token.lower in THEY else ("NN", "NNP") if token.lower in IT else ()
    for other in reversed(sentence.tokens[: token.index] if tags else ()):
        clause = sentence.child(other, "relcl")  # "which it denies" is of no noun that "it" stands for
        if other.dep in ("nsubj", "nsubjpass") or (clause and not is_below(sentence, clause, token)):
            here = (c for c in known if c.sentence is sentence and c.mention.start <= other.start < c.mention.end)
            if actor := next(here, None):
                speaks = sentence.head(other).dep == "parataxis" and sentence.head(other).lemma in says
                if token.dep in OBJECTS and (speaks or _bound(sentence, token, actor, says)):
                    continue
                return False
            if other.tag in tags:
                return True
    return False


def _joined_pair(sentence: Sentence, token: Token, known: Sequence[Candidate], genders: Genders) -> bool:
    """Whether two people joined by "and" stand before the pronoun: no single mention is what "they" means."""
    for one in _near(sentence, token, known):
        if one.sentence is sentence and is_human(one.mention):
            joined = {t.index for t in sentence.children(one.head, "conj")}
            if any(c.sentence is sentence and c.head.index in joined for c in known):
                return True
    return False


def _bound(sentence: Sentence, token: Token, one: Candidate, says: frozenset[str]) -> bool:
    """Whether grammar forbids it: both are arguments of one verb, the pronoun stands inside the candidate, or the
    candidate in what the pronoun says ("a soldier was shot, he said")."""
    if one.sentence is not sentence:
        return False
    if token.dep == "poss":
        return sentence.head(token).index == one.head.index
    clause = governor(sentence, token)
    if clause is None:
        return False
    speaks = token.dep == "nsubj" and clause.lemma in says
    if token.dep in OBJECTS and one.head in subject_of(sentence, clause):
        return True  # "rebels held three men and threatened to kill them"
    return clause == one.clause or (speaks and is_below(sentence, clause, one.head))


def _score(sentence: Sentence, token: Token, one: Candidate) -> float:
    back = sentence.index - one.sentence.index
    owning = token.dep == "poss"
    score = 3.0 - (2.5 if owning else 2.0) * back - 0.5 * (sentence.paragraph - one.sentence.paragraph)
    score += 0.5 if one.mention.person else 0.0
    if one.subject:
        score += 1.5 + (0.5 if one.clause == one.sentence.root else 0.0)
    elif one.head.dep == "dobj" and one.sentence is sentence and _controls(sentence, one, token):
        score += 3.0  # "urged Cairo to withdraw its forces"
    elif one.head.dep in ("poss", "appos", "pobj", "compound", "amod"):
        score -= 0.5
    if _is_lone_state(one.mention, token):
        score -= 2.0
    if back == 0:
        score -= 0.02 * (token.index - one.head.index)
        score += 1.0 if owning and one.subject and one.clause == governor(sentence, token) else 0.0
    return score


def _controls(sentence: Sentence, one: Candidate, token: Token) -> bool:
    below = sentence.children(one.clause, "xcomp", "ccomp") if one.clause else ()
    return any(is_below(sentence, verb, token) for verb in below)
