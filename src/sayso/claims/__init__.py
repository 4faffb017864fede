"""Claims by rules: the first producer of proposals (see ``sayso.extract``).

    for every sentence     detect → bind → resolve → fold → select     with the report so far in view
    over the whole report  resolve → fold                              with the whole in view
    the model of triggers  estimates, and may name triggers that no rule tells: then the same once more with both
    over the whole report  weigh → link → settle → weigh fields        with what the models say of each

``records`` holds what the steps hand on, ``steps`` their protocols; each step is one package or module of its name.
``evidence`` knows which mention stands on which word, ``forces`` whose bare "troops" are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.claims.bind.binder import RuleBinder
from sayso.claims.bind.saying import Sayings
from sayso.claims.confidence import LearnedFieldWeigher, LearnedWeigher
from sayso.claims.detect import EVENT_KINDS, RuleDetector
from sayso.claims.estimates import Estimates, UnruledTypes, groups_of, hints_of
from sayso.claims.evidence import Evidence
from sayso.claims.fold.folder import RuleFolder
from sayso.claims.forces import Forces
from sayso.claims.link import LearnedLinker
from sayso.claims.naming import plain_role, plain_sources
from sayso.claims.parties import settle_parties
from sayso.claims.records import Detected, Draft
from sayso.claims.resolve.ahead import settle_ahead
from sayso.claims.resolve.resolver import RuleResolver
from sayso.claims.resolve.setting import PlaceContext
from sayso.claims.select import RuleSelector
from sayso.claims.staged import staged_in
from sayso.claims.steps import Binder, Detector, FieldWeigher, Folder, Linker, Resolver, Selector, Story, Weigher
from sayso.claims.violence import Violence
from sayso.claims.weights import weights
from sayso.extract import Proposal
from sayso.model import EventType, Reading, Sentence
from sayso.progress import passing
from sayso.rules.actors import ActorRow, Force, StateRow, main_forces
from sayso.rules.units import NumberRow, UnitRow, one_person
from sayso.stage import Resources
from sayso.triggers import Estimator, TriggerModel

__all__ = ["RuleProducer"]


class RuleProducer:
    """Proposes the claims that the rulebook's event rules tell. Each step may be given; the rules' own are the default.

    ``name`` is the producer's name in a proposal's provenance.
    """

    name = "rules"

    def __init__(
        self,
        resources: Resources,
        *,
        detect: Detector | None = None,
        bind: Binder | None = None,
        resolve: Resolver | None = None,
        fold: Folder | None = None,
        select: Selector | None = None,
        weigh: Weigher | None = None,
        link: Linker | None = None,
        weigh_fields: FieldWeigher | None = None,
        estimate: Estimator | None = None,
    ) -> None:
        rulebook = resources.rulebook
        self._detect = detect or RuleDetector(rulebook)
        self._bind = bind or RuleBinder(rulebook)
        self._resolve = resolve or RuleResolver()
        self._fold = fold or RuleFolder()
        self._select = select or RuleSelector()
        self._weigh = weigh or _weigher(resources)
        self._link = link or LearnedLinker()
        self._weigh_fields = weigh_fields or LearnedFieldWeigher()
        taught = resources.taught
        self._estimate = estimate or (TriggerModel(taught.triggers) if taught else TriggerModel.shipped())
        self._unruled, self._taught = UnruledTypes(rulebook.events), taught is not None
        self._classes = rulebook.classes
        cardinals = (row for row in rulebook.rows(NumberRow) if row.kind == "cardinal")
        self._numbers = {word: row.value for row in cardinals for word in row.words}
        self._persons = one_person(rulebook.rows(UnitRow))
        states = rulebook.rows(StateRow)
        self._states = {state.iso2: state.id for state in states}
        actors = rulebook.rows(ActorRow)
        self._main_forces = main_forces(actors, states)
        self._groups = {row.id: row.name for row in actors if row.kind == "armed-group"}
        self._since = {state.id: state.since for state in states if state.since}

    def __call__(self, reading: Reading) -> list[Proposal]:
        """The proposals of a reading whose mentions have been found, in text order."""
        return [_proposal(draft, reading) for draft in self.drafts(reading)]

    def drafts(self, reading: Reading) -> list[Draft]:
        """The drafts behind the proposals, each with the decisions that made it.

        The rules read the report; the model, told what they found, says how likely each word names a claim; the report
        is read once more with that, and with the triggers that no rule tells.
        """
        forces = Forces(reading, self._forces_of(reading), self._states, self._groups)
        evidence = Evidence(reading, self._classes, forces, self._numbers, self._persons)
        telling = [sentence for sentence in reading.sentences if sentence.kind in EVENT_KINDS]
        found = {sentence.index: self._detect(sentence, evidence) for sentence in passing(telling, 0.2)}
        story = Story(evidence, Sayings(reading), PlaceContext(evidence), Violence(reading), staged_in(reading))
        drafts = self._told(telling, found, story)
        hints = hints_of((one for some in found.values() for one in some), drafts)
        said = self._estimate(reading.document.text, hints, groups_of(reading))
        estimates = Estimates(said, self._unruled, self._taught)
        claimed: dict[int, set[EventType]] = {sentence.index: set() for sentence in telling}
        for draft in drafts:
            claimed[draft.sentence.index].add(draft.type)
        refuses = self._detect.refuses
        further = {s.index: estimates.further(s, found[s.index], claimed[s.index], evidence, refuses) for s in telling}
        story = story.anew(estimates)
        drafts = self._told(telling, further, story)
        self._weigh(drafts, story)
        kept = [draft for draft in drafts if not draft.dropped]
        self._link(kept, story)
        settle_ahead(kept, story)
        settle_parties(kept, story)
        self._weigh_fields(kept, story)
        return kept

    def _forces_of(self, reading: Reading) -> Mapping[str, Force]:
        """The main forces of the states that there were when the report was published."""
        published = reading.document.published
        if published is None:
            return self._main_forces
        young = {state for state, since in self._since.items() if published.year < since}
        return {state: force for state, force in self._main_forces.items() if state not in young}

    def _told(self, sentences: Sequence[Sentence], found: Mapping[int, list[Detected]], story: Story) -> list[Draft]:
        """The drafts of what the triggers of the sentences tell, not weighed yet; ``story`` takes in the report."""
        for sentence in passing(sentences, 0.6):
            bound = [draft for one in found[sentence.index] for draft in self._bind(one, story)]
            folded = self._fold.sentence(self._resolve.sentence(bound, story), story)
            selected: list[Draft] = []
            for draft in folded:
                if self._select(draft, story, selected):
                    selected.append(draft)
            for draft in selected:
                self._resolve.selected(draft, story)
                story.told.append(draft)
        self._resolve.report(story.told, story)
        return self._fold.report(story.told)


def _weigher(resources: Resources) -> LearnedWeigher:
    taught = resources.taught
    return LearnedWeigher(weights("claims", taught.weights) if taught else None)


def _proposal(draft: Draft, reading: Reading) -> Proposal:
    return Proposal(
        producer=RuleProducer.name,
        type=draft.type,
        status=draft.status,
        trigger=draft.span,
        actors=tuple(plain_role(role, reading) for role in draft.actors),
        targets=tuple(plain_role(role, reading) for role in draft.targets),
        place=draft.place,
        time=draft.time,
        figures=draft.figures,
        attribution=plain_sources(draft.attribution, reading),
        confidence=draft.confidence,
        why=draft.rule.rule,
        field_confidence=draft.field_confidence,
    )
