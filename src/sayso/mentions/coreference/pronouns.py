"""Third-person pronouns: candidates of the right number and kind, ranked by nearness, subjecthood and clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.mentions.coreference.parts import COLLECTIVE, Candidate, Gender, clause_of, gender_of, is_body
from sayso.model import ActorMention, Sentence, Token

HE = frozenset({"he", "him", "his"})
SHE = frozenset({"she", "her", "hers"})
THEY = frozenset({"they", "them", "their", "theirs"})
IT = frozenset({"it", "its"})
THIRD = HE | SHE | THEY | IT
_EMPTY = frozenset("be seem appear take rain remain become happen turn look sound mean make".split())


class Genders:
    """What earlier pronouns have told of each person's gender."""

    def __init__(self) -> None:
        self._known: dict[str, Gender] = {}

    def of(self, mention: ActorMention) -> Gender:
        """The gender of the mention's person, or empty when nothing is known."""
        return gender_of(mention) or self._known.get(mention.entity, "")

    def learn(self, mention: ActorMention, gender: Gender) -> None:
        """Remember the gender of a named person."""
        if mention.person:
            self._known.setdefault(mention.entity, gender)


def is_empty_it(sentence: Sentence, token: Token) -> bool:
    """Whether "it" stands for nobody: "it was necessary to", "it appears that"."""
    if token.lower != "it":
        return False
    verb = sentence.head(token)
    if token.dep not in ("nsubj", "nsubjpass"):
        return True
    return verb.lemma in _EMPTY or (token.dep == "nsubjpass" and sentence.child(verb, "ccomp", "csubj") is not None)


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

    ``quoted``: it stands in quotation marks, where it is never the one who is quoted.
    """
    if token.lower == "them" and token.index > 1 and sentence.tokens[token.index - 2].pos == "NUM":
        return None  # "12 of them children"
    if token.lower in THEY and _joined_pair(sentence, token, known, genders):
        return None
    speaker = speaker_above(sentence, token, known, says)
    if speaker and not quoted:
        whose = sentence.child(speaker.head, "poss")  # "his lawyer said he": not the lawyer
        owner = next((c for c in known if whose and c.sentence is sentence and c.head.index == whose.index), None)
        if owner and fits(owner.mention, token.lower, genders):
            return owner.mention
        if fits(speaker.mention, token.lower, genders):
            return speaker.mention
    continues = token.dep == "nsubj" and sentence.head(token).lemma in says
    if _rival(sentence, token, known):
        return None
    best: dict[str, tuple[float, ActorMention]] = {}
    for one in _near(sentence, token, known):
        if not fits(one.mention, token.lower, genders) or _bound(sentence, token, one):
            continue
        if quoted and speaker and one.mention.entity == speaker.mention.entity:
            continue
        score = _score(sentence, token, one) + (1.5 if continues and _speaks(one, says) else 0.0)
        entity = one.mention.entity
        if entity not in best or score > best[entity][0]:
            best[entity] = (score, one.mention)
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < 0:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.5:
        return None
    return ranked[0][1]


def speaker_above(
    sentence: Sentence, token: Token, known: Sequence[Candidate], says: frozenset[str]
) -> Candidate | None:
    """The subject of the verb of saying whose content the token stands in: "the ministry said it had"."""
    below = token
    for verb in sentence.ancestors(token):
        ordered = any(t.tag == "TO" for t in sentence.children(below, "aux"))  # "urged Cairo to withdraw its"
        below = verb
        if verb.lemma not in says or ordered:
            continue
        subject = sentence.child(verb, "nsubj")
        if subject is not None and subject.index != token.index and not _below(sentence, subject, token):
            return next((c for c in known if c.sentence is sentence and c.head.index == subject.index), None)
    return None


def fits(mention: ActorMention, pronoun: str, genders: Genders) -> bool:
    """Whether number, kind and gender of the mention allow the pronoun."""
    if pronoun in HE or pronoun in SHE:
        if not is_human(mention):
            return False
        gender = genders.of(mention)
        return not gender or gender == ("he" if pronoun in HE else "she")
    if pronoun in THEY:
        return mention.plural or (not mention.person and mention.kind in COLLECTIVE and mention.id is not None)
    return (
        not mention.plural and not mention.person and mention.kind in COLLECTIVE | {"media"} and not _one_human(mention)
    )


def is_human(mention: ActorMention) -> bool:
    """Whether the mention names one human."""
    return not mention.plural and (mention.person or _one_human(mention))


def _one_human(mention: ActorMention) -> bool:
    if mention.id is not None or mention.plural:
        return False
    if not is_body(mention, mention.text.split()[-1]):
        return True
    return mention.kind in ("civilians", "witness", "expert", "person") or gender_of(mention) != "" or _office(mention)


def _office(mention: ActorMention) -> bool:
    last = mention.text.lower().split()[-1]
    return last.endswith(("er", "or", "ist", "al", "ant", "ent")) and mention.kind not in ("military", "armed-group")


def _near(sentence: Sentence, token: Token, known: Sequence[Candidate]) -> Iterable[Candidate]:
    """Candidates before the pronoun, at most two sentences and one paragraph back."""
    for one in reversed(known):
        if sentence.index - one.sentence.index > 2 or sentence.paragraph - one.sentence.paragraph > 1:
            return
        if one.mention.end <= token.start:
            yield one


def _speaks(one: Candidate, says: frozenset[str]) -> bool:
    return one.head.dep == "nsubj" and one.sentence.head(one.head).lemma in says


def _rival(sentence: Sentence, token: Token, known: Sequence[Candidate]) -> bool:
    """Whether "they" or "it" has a subject before it in the sentence that names no actor ("the houses lost their")."""
    if token.lower in THEY:
        tags: tuple[str, ...] = ("NNS", "NNPS")
    elif token.lower in IT:
        tags = ("NN", "NNP")
    else:
        return False
    for other in reversed(sentence.tokens[: token.index]):
        if other.dep in ("nsubj", "nsubjpass") or sentence.child(other, "relcl"):
            if any(c.sentence is sentence and c.mention.start <= other.start < c.mention.end for c in known):
                return False
            if other.tag in tags:
                return True
    return False


def _joined_pair(sentence: Sentence, token: Token, known: Sequence[Candidate], genders: Genders) -> bool:
    """Whether two people joined by "and" stand before the pronoun: no single mention is what "they" means."""
    for one in _near(sentence, token, known):
        if one.sentence is not sentence:
            return False
        if fits(one.mention, "he", genders) or fits(one.mention, "she", genders):
            joined = {t.index for t in sentence.children(one.head, "conj")}
            if any(c.sentence is sentence and c.head.index in joined for c in known):
                return True
    return False


def _bound(sentence: Sentence, token: Token, one: Candidate) -> bool:
    """Whether grammar forbids it: both are arguments of one verb, or the pronoun stands inside the candidate."""
    if one.sentence is not sentence:
        return False
    if token.dep == "poss":
        return sentence.head(token).index == one.head.index
    clause = clause_of(sentence, token)
    return clause is not None and one.clause is not None and clause.index == one.clause.index


def _score(sentence: Sentence, token: Token, one: Candidate) -> float:
    back = sentence.index - one.sentence.index
    score = 3.0 - (2.5 if token.dep == "poss" else 2.0) * back - 0.5 * (sentence.paragraph - one.sentence.paragraph)
    if one.subject:
        score += 1.5
        if one.clause is not None and one.clause.index == one.sentence.root.index:
            score += 0.5
    elif one.head.dep == "dobj" and one.sentence is sentence and _controls(sentence, one, token):
        score += 3.0  # "urged Cairo to withdraw its forces"
    elif one.head.dep in ("poss", "appos", "pobj", "compound", "amod"):
        score -= 0.5
    if back == 0:
        score -= 0.02 * (token.index - one.head.index)
        clause = clause_of(sentence, token)
        if token.dep == "poss" and one.subject and clause is not None and one.clause is not None:
            score += 1.0 if clause.index == one.clause.index else 0.0
    return score + (0.5 if one.mention.person else 0.0)


def _controls(sentence: Sentence, one: Candidate, token: Token) -> bool:
    return one.clause is not None and any(
        _below(sentence, verb, token) for verb in sentence.children(one.clause, "xcomp", "ccomp")
    )


def _below(sentence: Sentence, head: Token, token: Token) -> bool:
    return any(t.index == head.index for t in sentence.ancestors(token))
