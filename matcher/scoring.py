"""Answers → points and musts of one form: integer features for all pairs, words for the pairs asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import IntArray
from matcher.criteria import Comparison, Embed, Facts, check, compare
from matcher.criteria.comparison import RESTRICTION
from matcher.criteria.product import BoolArray, Product, beside, multiply
from matcher.crowd import Circumstances, Crowd
from matcher.result import Part
from matcher.scores import Scores
from questionnaires.criterion import Criterion, Force
from questionnaires.programme import ProgrammeForm
from questionnaires.question import Question
from questionnaires.wording import Wording, both

REASON = Wording("{title}: {words}", "{title}: {words}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A must: the product of the features is at least `least`, and the pair is not forbidden besides.

    Parameters
    ----------
    title
        As it may be read by anyone: a private rule is «ограничение куратора».
    mentee_features, mentor_features
        (n_mentees, k) and (n_mentors, k) integers.
    forbidden_pairs
        (rows, columns): two arrays of one length.
    """

    criterion: Criterion
    title: Wording
    mentee_features: IntArray
    mentor_features: IntArray
    least: int
    forbidden_pairs: tuple[IntArray, IntArray]

    def allowed(self) -> BoolArray:
        """Return the pairs this rule allows."""
        found: BoolArray = multiply(Product(self.mentee_features, self.mentor_features)) >= self.least
        found[self.forbidden_pairs] = False
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FormScores:
    """Points and musts of every pair of one form.

    Parameters
    ----------
    scores
        Points of the wishes: product of features plus sparse exceptions.
    rules
        The musts, and the refusals after the meeting, in the order of the form's criteria.
    comparisons
        The compiled criteria, in the order of the form.
    """

    mentees: Crowd
    mentors: Crowd
    scores: Scores
    rules: tuple[Rule, ...]
    comparisons: tuple[Comparison, ...]

    def points(self) -> IntArray:
        """Return (n_mentees, n_mentors) points, whether a pair is allowed or not."""
        found = multiply(Product(self.scores.mentee_features, self.scores.mentor_features))
        if self.scores.exceptions is not None:
            rows, columns, added = (np.asarray(part, np.int64) for part in self.scores.exceptions)
            np.add.at(found, (rows, columns), added)
        return found

    def allowed(self, rule: Rule | None = None) -> BoolArray:
        """Return which pairs are allowed by all rules, or by one."""
        if rule is not None:
            return rule.allowed()
        found = np.ones((len(self.mentees), len(self.mentors)), np.bool_)
        for each in self.rules:
            found &= each.allowed()
        return found

    def parts(self, i: int, j: int) -> tuple[Part, ...]:
        """Return what each wish with a weight gives this pair; the parts add up to its points exactly."""
        return tuple(_part(wish, i, j) for wish in self.comparisons if wish.criterion.points)

    def broken(self, i: int, j: int) -> tuple[Wording, ...]:
        """Return the musts this pair breaks, in words anyone may read; empty when it is allowed."""
        return tuple(_reason(rule, i, j) for rule in self.comparisons if not _allows(rule, i, j))

    def kept(self, i: int, j: int) -> tuple[Wording, ...]:
        """Return the musts this pair meets, in words, without the private ones."""
        musts = (each for each in self.comparisons if each.criterion.force is Force.MUST and not each.private)
        return tuple(_reason(rule, i, j) for rule in musts if _allows(rule, i, j))


def score_form(
    form: ProgrammeForm,
    mentees: Crowd,
    mentors: Crowd,
    circumstances: Circumstances,
    *,
    embed: Embed | None = None,
) -> FormScores:
    """Compile the criteria of a form for the people of its two sides.

    Parameters
    ----------
    embed
        The text model for FREE_TEXT; without one such a criterion raises `matcher.criteria.TextModelMissing`.
    """
    comparisons = tuple(
        compare(
            Facts(
                criterion=criterion,
                mentees=mentees,
                mentors=mentors,
                circumstances=circumstances,
                embed=embed,
            )
        )
        for criterion in form.criteria
    )
    return FormScores(
        mentees=mentees,
        mentors=mentors,
        scores=_join_scores(comparisons, len(mentees), len(mentors)),
        rules=tuple(_rule(comparison) for comparison in comparisons if _forbids(comparison)),
        comparisons=comparisons,
    )


def with_weight(scores: FormScores, place: int, points: int, circumstances: Circumstances) -> FormScores:
    """Return the scores when one wish alone weighs otherwise; the musts stay.

    Parameters
    ----------
    place
        Of the criterion among the form's.
    points
        Of a full match; the other wishes keep theirs, so that the sum of all changes.
    """
    criterion = replace(scores.comparisons[place].criterion, points=points)
    facts = Facts(
        criterion=criterion,
        mentees=scores.mentees,
        mentors=scores.mentors,
        circumstances=circumstances,
        embed=None,
    )
    comparisons = (*scores.comparisons[:place], compare(facts), *scores.comparisons[place + 1 :])
    joined = _join_scores(comparisons, len(scores.mentees), len(scores.mentors))
    return replace(scores, scores=joined, comparisons=comparisons)


def check_form(
    form: ProgrammeForm, mentee_questions: Mapping[str, Question], mentor_questions: Mapping[str, Question]
) -> tuple[Wording, ...]:
    """Return every fault of a form's criteria, before anything is scored."""
    faults = (
        check(each, mentee_questions.get(each.mentee), mentor_questions.get(each.mentor))
        for each in form.criteria
    )
    return tuple(fault for found in faults for fault in found)


def _join_scores(comparisons: tuple[Comparison, ...], n: int, m: int) -> Scores:
    wishes = [each for each in comparisons if each.criterion.force is Force.WISH]
    product = beside([wish.product for wish in wishes], n, m)
    added = [(i, j, points) for wish in wishes for (i, j), points in wish.exceptions.items() if points]
    exceptions = np.array(added, np.int64).reshape(-1, 3).T
    return Scores(
        product.mentee, product.mentor, (exceptions[0], exceptions[1], exceptions[2]) if added else None
    )


def _forbids(comparison: Comparison) -> bool:
    return comparison.criterion.force is Force.MUST or bool(comparison.forbidden)


def _rule(comparison: Comparison) -> Rule:
    """Return the must of a criterion; of a wish, only what it forbids besides."""
    must = comparison.criterion.force is Force.MUST
    product, pairs = comparison.product, np.array(sorted(comparison.forbidden), np.int64).reshape(-1, 2)
    return Rule(
        criterion=comparison.criterion,
        title=RESTRICTION if comparison.private else both(comparison.criterion.title),
        mentee_features=product.mentee if must else product.mentee[:, :0],
        mentor_features=product.mentor if must else product.mentor[:, :0],
        least=comparison.least,
        forbidden_pairs=(pairs[:, 0], pairs[:, 1]),
    )


def _allows(comparison: Comparison, i: int, j: int) -> bool:
    if (i, j) in comparison.forbidden:
        return False
    return comparison.criterion.force is Force.WISH or comparison.product.at(i, j) >= comparison.least


def _reason(comparison: Comparison, i: int, j: int) -> Wording:
    if comparison.private:
        return RESTRICTION
    return REASON.format(title=comparison.criterion.title, words=comparison.describe(i, j).words)


def _part(comparison: Comparison, i: int, j: int) -> Part:
    remark = comparison.describe(i, j)
    return Part(
        criterion=comparison.criterion.key,
        title=comparison.criterion.title,
        points=comparison.points(i, j),
        most=comparison.criterion.points,
        blank=remark.blank,
        words=remark.words,
        private=comparison.private,
    )
