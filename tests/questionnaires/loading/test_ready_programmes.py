"""The five programmes: each loads, shares its points, and has what its road map asks for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from questionnaires.criterion import CriterionKind, Force
from questionnaires.loading import find_programmes, load_programme
from questionnaires.programme import Arrangement, Category, Document, Purpose, Side, Stage
from questionnaires.programme.programme import Refresh

KEYS = find_programmes()
PROGRAMMES = {key: load_programme(key) for key in KEYS}
CONSENTS = {Document.PROCESSING, Document.TRANSFER, Document.PARTICIPATION, Document.EXTRA_DUTIES}
SAFEGUARDS = {Document.AGREEMENT, Document.TRAINING, Document.NO_RECORD, Document.MEETING_PLACE}


def base_of(key, base):
    return PROGRAMMES[key].get_base(base)


def criterion(key, form, name):
    return next(found for found in PROGRAMMES[key].get_form(form).criteria if found.key == name)


def test_there_is_one_programme_for_each_road_map():
    assert [PROGRAMMES[key].road_map for key in KEYS] == ["R1", "R2", "R3", "R4", "R5"]
    assert tuple(PROGRAMMES[key].key for key in KEYS) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_places_and_people_are_invented(key):
    assert PROGRAMMES[key].invented


@pytest.mark.parametrize("key", KEYS)
def test_the_wishes_of_every_form_share_ten_thousand_points(key):
    for form in PROGRAMMES[key].forms:
        assert sum(criterion.points for criterion in form.criteria) == 10_000, form.key


@pytest.mark.parametrize("key", KEYS)
def test_nobody_is_left_out_by_default(key):
    assert PROGRAMMES[key].purpose is Purpose.MOST_MATCHED


@pytest.mark.parametrize("key", KEYS)
def test_nobody_takes_part_without_consent_and_no_outsider_without_safeguards(key):
    for base in PROGRAMMES[key].bases:
        assert Document.PROCESSING in base.documents
        if base.category is Category.PUPIL:
            assert Document.PARTICIPATION in base.documents
        if base.category.is_outsider and base.side is Side.MENTOR:
            assert set(base.documents) >= SAFEGUARDS


@pytest.mark.parametrize("key", KEYS)
def test_a_consent_form_is_there_for_every_consent_asked(key):
    programme = PROGRAMMES[key]
    handed_out = {
        (consent.document, category) for consent in programme.consents for category in consent.categories
    }
    for base in programme.bases:
        assert all(
            (document, base.category) in handed_out for document in base.documents if document in CONSENTS
        )


@pytest.mark.parametrize("key", KEYS)
def test_hobbies_weigh_less_than_dislikes_and_goals(key):
    for form in PROGRAMMES[key].forms:
        points = {found.key: found.points for found in form.criteria}
        if "interests" in points:
            assert points["interests"] < points["dislikes"] < points.get("goals", 10_000)


@pytest.mark.parametrize("key", KEYS)
def test_gender_is_neither_asked_nor_compared(key):
    for base in PROGRAMMES[key].bases:
        assert base.questionnaire.find("gender") is None


@pytest.mark.parametrize("key", KEYS)
def test_a_gap_of_two_grades_is_a_wish_between_pupils(key):
    for form in PROGRAMMES[key].forms:
        if form.key == "student-student":
            gap = next(found for found in form.criteria if found.key == "gap")
            assert (gap.force, gap.settings) == (Force.WISH, {"least": 2})


def test_r1_is_a_district_of_twelve_schools_three_other_organisations_and_partners():
    organisations = PROGRAMMES["r1-district"].organisations
    own = [organisation for organisation in organisations if not organisation.partner]
    assert (len(own), len(organisations) - len(own)) == (15, 5)
    assert len({organisation.head for organisation in own}) == 15


def test_r1_has_five_bases_and_teachers_as_mentors_of_pupils():
    programme = PROGRAMMES["r1-district"]
    assert [base.side for base in programme.bases].count(Side.MENTEE) == 1
    assert len(programme.bases) == 5
    assert {form.key for form in programme.forms} == {
        "student-student", "teacher-student", "university-student", "employer-student",
    }  # fmt: skip
    assert programme.refresh.times_a_year == 2


def test_r2_bounds_age_and_experience():
    def bounds(base):
        return [(r.fact, r.least, r.most) for r in base_of("r2-gymnasium", base).requirements]

    assert bounds("pupils") == [("age", Decimal(10), Decimal(19))]
    assert bounds("pupil-mentors") == [("age", Decimal(15), Decimal(19))]
    assert bounds("young-teachers") == [("experience", Decimal(0), Decimal(3))]
    assert bounds("alumni") == [("age", Decimal(18), None)]


def test_r2_keeps_one_base_apart_and_matches_it_on_preparation():
    private = [base.key for base in PROGRAMMES["r2-gymnasium"].bases if base.private]
    assert private == ["pupils-individual"]
    must = criterion("r2-gymnasium", "individual-support", "preparation")
    assert (must.force, must.mentee, must.mentor) == (Force.MUST, "preparation_needed", "preparation")


def test_r2_mentors_are_selected_and_trained():
    for base in PROGRAMMES["r2-gymnasium"].bases:
        if base.side is Side.MENTOR:
            assert {Document.SELECTION, Document.TRAINING} <= set(base.documents)


def test_r3_goes_through_every_stage_and_the_meeting_weighs_most():
    programme = PROGRAMMES["r3-full-process"]
    assert {Stage.CONSENTS, Stage.THIRD_PARTY, Stage.SELECTION, Stage.MEETING} <= set(programme.stages)
    for form in programme.forms:
        heaviest = max(form.criteria, key=lambda found: found.points)
        assert heaviest.kind is CriterionKind.PREFERENCE, form.key


def test_r3_hears_third_parties_and_has_pairs_groups_and_peers():
    programme = PROGRAMMES["r3-full-process"]
    assert programme.third_party is not None
    assert criterion("r3-full-process", "student-student", "request").kind is CriterionKind.REQUEST
    arrangements = {form.arrangement for form in programme.forms}
    assert arrangements == {Arrangement.PAIRS, Arrangement.GROUPS, Arrangement.PEER_PAIRS}


def test_r4_goes_from_shortlist_to_verdicts_with_written_consent_and_only_adds():
    programme = PROGRAMMES["r4-additional-education"]
    assert {Stage.SHORTLIST, Stage.VERDICTS} <= set(programme.stages)
    assert all(Document.EXTRA_DUTIES in base.documents for base in programme.bases)
    assert programme.refresh.max_changes is None
    compared = {found.key for found in programme.forms[0].criteria}
    assert {"direction", "clubs"} <= compared
    assert "subject" not in compared


def test_r5_looks_in_the_own_school_first():
    programme = PROGRAMMES["r5-teachers"]
    assert len(programme.organisations) == 18
    zone = criterion("r5-teachers", "teacher-teacher", "own_first")
    assert (zone.kind, zone.force) == (CriterionKind.ZONE, Force.MUST)
    assert zone.settings == {"same": "organisation", "own_first": "subject"}


def test_r5_counts_young_specialists_against_a_number_typed_in():
    indicator = PROGRAMMES["r5-teachers"].indicators[0]
    assert (indicator.population, indicator.target) == (26, 50)
    assert [(r.fact, r.most) for r in indicator.requirements] == [
        ("age", Decimal(35)),
        ("experience", Decimal(3)),
    ]


def test_graduating_classes_meet_no_more_after_april():
    programme = PROGRAMMES["r2-gymnasium"]
    assert str(programme.end_for(9)) == str(programme.end_for(11)) == "2027-04-30"
    assert programme.end_for(10) == programme.end_for(None) == programme.end


def test_somebody_is_served_first_in_at_least_one_programme():
    assert [key for key in KEYS if any(form.priorities for form in PROGRAMMES[key].forms)]


@pytest.mark.parametrize("key", KEYS)
def test_an_order_can_fill_in_its_words(key):
    for duty in PROGRAMMES[key].order.duties:
        duty.format(curator="Иванова И. И.", site="school.example", end="25.05.2027")


@pytest.mark.parametrize(
    ("often", "end", "days"),
    [
        (2, date(2027, 5, 25), (date(2027, 3, 29),)),
        (2, date(2027, 3, 29), ()),
        (1, date(2028, 10, 1), (date(2027, 9, 28), date(2028, 9, 27))),
        (4, date(2027, 5, 25), (date(2026, 12, 28), date(2027, 3, 29))),
    ],
)
def test_days_of_a_refresh_divide_the_year_and_stay_inside_the_term(often, end, days):
    programme = replace(PROGRAMMES["r1-district"], end=end, refresh=Refresh(times_a_year=often))
    assert programme.refresh_days() == days
