"""Whom people named after the group meeting; a «нет» of either side forbids the pair."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from matcher.criteria.comparison import RESTRICTION, Comparison, Definition, Facts, Remark
from matcher.criteria.compilation import blank_words
from matcher.criteria.product import BoolArray, Product, beside, constant_where_both, no_product, round_share
from questionnaires.answers import Preference
from questionnaires.criterion import CriterionKind
from questionnaires.wording import Wording, join

Pair = tuple[int, int]

SIDES = Wording("наставляемый", "mentee"), Wording("наставник", "mentor")
NAMED = Wording("{who}: выбор № {place}", "{who}: choice no. {place}")
NAMED_EQUALLY = Wording("{who}: в числе выбранных", "{who}: among those chosen")
NOT_NAMED = Wording("{who}: выбраны другие", "{who}: chose others")
SILENT = Wording(
    "{who}: выбора нет, дано нейтрально {share} %", "{who}: no choice, a neutral {share} % given"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one side's lists are worth.

    Parameters
    ----------
    silent
        Who named nobody: unknown, so neutral, whomever they refused.
    worth
        Pair → points of the place at which this side named the other.
    places
        Pair → that place from 1, or 0 where all named are equal.
    refused
        Pairs this side said «нет» to; they are worth nothing.
    """

    silent: BoolArray
    worth: Mapping[Pair, int]
    places: Mapping[Pair, int]
    refused: frozenset[Pair]
    neutral: int

    def added(self, pair: Pair, owner: int) -> int:
        """Return what has to be added to the neutral points that a silent owner gives to everybody."""
        if pair in self.refused:
            return -self.neutral if self.silent[owner] else 0
        return self.worth.get(pair, 0)

    def remark(self, who: Wording, pair: Pair, owner: int, share: int) -> Wording:
        """Return what is said of this side."""
        if pair in self.places:
            place = self.places[pair]
            return (NAMED if place else NAMED_EQUALLY).format(who=who, place=place)
        return (SILENT if self.silent[owner] else NOT_NAMED).format(who=who, share=share)


def compare(facts: Facts) -> Comparison:
    """Give each side's half of the points by its list; forbid what either side refused."""
    points = facts.criterion.points
    mentee = _hear(facts, points - points // 2, mentor_speaks=False)
    mentor = _hear(facts, points // 2, mentor_speaks=True)
    forbidden = mentee.refused | mentor.refused

    def describe(i: int, j: int) -> Remark:
        pair = i, j
        if pair in forbidden:
            return Remark(met=False, words=RESTRICTION)
        if facts.is_must:
            return Remark(met=True, words=Wording("никто не против", "nobody objects"))
        silent = bool(mentee.silent[i]), bool(mentor.silent[j])
        if all(silent):
            return Remark(met=False, words=blank_words(facts.criterion), blank=True)
        share = facts.criterion.blank
        said = mentee.remark(SIDES[0], pair, i, share), mentor.remark(SIDES[1], pair, j, share)
        named = pair in mentee.places or pair in mentor.places
        return Remark(met=named, words=join(said, "; "), blank=any(silent))

    return Comparison(
        criterion=facts.criterion,
        product=no_product(len(facts.mentees), len(facts.mentors))
        if facts.is_must
        else _neutral(mentee, mentor),
        describe=describe,
        exceptions={} if facts.is_must else _exceptions(mentee, mentor),
        forbidden=forbidden,
        private=True,  # whom a person named is nobody else's
    )


def _hear(facts: Facts, points: int, *, mentor_speaks: bool) -> Voice:
    """Read the lists of one side."""
    speakers, named = (facts.mentors, facts.mentees) if mentor_speaks else (facts.mentees, facts.mentors)
    index = {code: k for k, code in enumerate(named.codes)}
    worth: dict[Pair, int] = {}
    places: dict[Pair, int] = {}
    refused: set[Pair] = set()
    silent = np.ones(len(speakers), np.bool_)
    for speaker, code in enumerate(speakers.codes):
        preference = facts.circumstances.preferences.get(code) or Preference(code=code)
        silent[speaker] = not preference.liked
        refused |= {_pair(speaker, index[no], mentor_speaks) for no in preference.refused if no in index}
        for place, liked in enumerate(dict.fromkeys(preference.liked)):
            if liked in index:
                pair = _pair(speaker, index[liked], mentor_speaks)
                places[pair] = place + 1 if preference.ranked else 0
                worth[pair] = round_share(points, _percent(facts, place if preference.ranked else 0))
    neutral = round_share(points, Fraction(facts.criterion.blank, 100))
    return Voice(silent, worth, places, frozenset(refused), neutral)


def _pair(speaker: int, named: int, mentor_speaks: bool) -> Pair:
    return (named, speaker) if mentor_speaks else (speaker, named)


def _percent(facts: Facts, place: int) -> Fraction:
    first, step = facts.number_setting("first", 100), facts.number_setting("step", 20)
    return Fraction(max(0, first - place * step), 100)


def _neutral(mentee: Voice, mentor: Voice) -> Product:
    """Compile what silent people give to everybody."""
    n, m = len(mentee.silent), len(mentor.silent)
    sides = [
        constant_where_both(mentee.silent, np.ones(m, np.bool_), mentee.neutral),
        constant_where_both(np.ones(n, np.bool_), mentor.silent, mentor.neutral),
    ]
    return beside(sides, n, m)


def _exceptions(mentee: Voice, mentor: Voice) -> dict[Pair, int]:
    pairs = sorted({*mentee.worth, *mentor.worth, *mentee.refused, *mentor.refused})
    return {pair: mentee.added(pair, pair[0]) + mentor.added(pair, pair[1]) for pair in pairs}


PREFERENCE = Definition(kind=CriterionKind.PREFERENCE, compare=compare)
