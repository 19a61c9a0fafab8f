from itertools import permutations

from questionnaires.question import Grade

IN_ORDER = [Grade(2, "Я"), Grade(9), Grade(9, "А"), Grade(9, "Б"), Grade(10), Grade(10, "А")]


def test_classes_stand_by_number_then_by_letter():
    assert sorted(IN_ORDER[3:] + IN_ORDER[:3]) == IN_ORDER
    assert [str(grade) for grade in IN_ORDER[1:3]] == ["9", "9А"]


def test_of_two_classes_one_is_less_and_none_is_less_than_itself():
    assert all((one < other) != (other < one) for one, other in permutations(IN_ORDER, 2))
    assert not any(grade < grade for grade in IN_ORDER)
