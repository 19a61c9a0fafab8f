"""People another system sends: each id means one person of the register, however the name is written."""

from contract import check_problem
from http_sample import Caller, bring, new_programme

IRINA = "Пеналова Ирина Львовна"


def _sent(caller: Caller, people: str, **answers: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Send people by id; return id → code and name of everybody in the programme."""
    body = [{"external_id": one, "base": "pupils", "answers": given} for one, given in answers.items()]
    answer = caller.post(people, {"participants": body})
    assert answer.status_code == 200, answer.text
    rows = caller.get(people).json["participants"]
    found = {row["external_id"]: (row["code"], row["name"]) for row in rows}
    assert len(found) == len(rows)
    return found


def test_two_people_of_one_name_are_two(caller: Caller) -> None:
    people = f"{new_programme(caller)}/participants"
    found = _sent(caller, people, s1={"name": IRINA, "grade": "7А"}, s2={"name": IRINA, "grade": "8Б"})
    assert {code for code, _ in found.values()} == {"Н-001", "Н-002"}


def test_an_oddly_written_name_keeps_its_id(caller: Caller) -> None:
    people = f"{new_programme(caller)}/participants"
    odd = {"s1": "линейкин  ГЛЕБ ильич", "s2": "Kарандашова Анна Петровна", "s3": "\u202eЦиркулев Олег Ильич"}
    for _ in range(2):
        found = _sent(caller, people, **{one: {"name": name, "grade": "7А"} for one, name in odd.items()})
        assert {one: name for one, (_, name) in found.items()} == {
            "s1": "Линейкин Глеб Ильич",
            "s2": "Карандашова Анна Петровна",
            "s3": "Циркулев Олег Ильич",
        }
        assert None not in {code for code, _ in found.values()}


def test_who_stands_in_a_file_already_gets_the_id_and_no_double(caller: Caller) -> None:
    programme = new_programme(caller)
    [base] = [one for one in caller.get(programme).json["bases"] if one["key"] == "pupils"]
    given = {"name": IRINA, "grade": "7А"}
    words = [(f'"{one["text"]}"', given.get(one["key"], "")) for one in base["questions"]]
    file = "\n".join(";".join(line) for line in zip(*words, strict=True))
    bring(caller, programme, "pupils.csv", file.encode())
    assert _sent(caller, f"{programme}/participants", s1=given) == {"s1": ("Н-001", IRINA)}


def test_a_person_renamed_elsewhere_takes_the_id_along(caller: Caller) -> None:
    people = f"{new_programme(caller)}/participants"
    _sent(caller, people, s1={"name": IRINA, "grade": "7А"})
    found = _sent(caller, people, s1={"name": "Ластикова Вера Львовна", "grade": "7А"})
    assert found["s1"] == ("Н-002", "Ластикова Вера Львовна")
    assert set(found) <= {"s1", None}


def test_a_second_id_of_one_person_is_told_and_nothing_is_merged(caller: Caller) -> None:
    people = f"{new_programme(caller)}/participants"
    given = {"name": IRINA, "grade": "7А", "birth_date": "12.05.2012"}
    _sent(caller, people, s1=given)
    again = {"participants": [{"external_id": "s2", "base": "pupils", "answers": given}]}
    for query in ("?dry_run=true", "", ""):
        [remark] = caller.post(f"{people}{query}", again).json["problems"]
        assert (remark["code"], remark["severity"]) == ("same-person", "warning")
        assert remark["pointer"] == "/participants/0/external_id"
        assert "Н-001" in remark["detail"]
    rows = caller.get(people).json["participants"]
    assert {(row["external_id"], row["code"]) for row in rows} == {("s1", "Н-001"), ("s2", None)}


def test_the_new_id_of_a_person_is_given_by_patch_and_the_next_sending_finds_it(caller: Caller) -> None:
    people = f"{new_programme(caller)}/participants"
    given = {"name": IRINA, "grade": "7А", "birth_date": "12.05.2012"}
    _sent(caller, people, s1=given)
    [row] = caller.get(people).json["participants"]
    place = f"{people}/{row['id']}"
    tag = caller.get(place).headers["ETag"]
    assert caller.patch(place, {"external_id": "s2"}, headers={"If-Match": tag}).status_code == 200
    body = {"participants": [{"external_id": "s2", "base": "pupils", "answers": {**given, "grade": "7Б"}}]}
    assert caller.post(people, body).json["problems"] == []
    assert _sent(caller, people, s2=given) == {"s2": ("Н-001", IRINA)}


def test_nobody_without_a_name_is_passed_over_in_silence(caller: Caller) -> None:
    people = f"{new_programme(caller)}/participants"
    nameless = ({}, {"name": ""}, {"name": "  ", "grade": "7А"})
    sent = [
        {"external_id": f"s-{place}", "base": "pupils", "answers": answers}
        for place, answers in enumerate(nameless)
    ]
    body = check_problem(caller.post(people, {"participants": sent}), 422, "invalid")
    assert [(one["pointer"], one["code"]) for one in body["errors"]] == [
        (f"/participants/{place}/answers/name", "required") for place in range(3)
    ]
