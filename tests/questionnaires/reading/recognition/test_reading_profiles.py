"""Profiles: what headers do not say, written down by a person and followed."""

import tomllib

from reading_sample import (
    codes_of,
    csv_file,
    errors,
    finding,
    make_programme,
    mentee,
    mentees_file,
    names,
    read,
)

from questionnaires.reading import InputFile, propose_profile
from questionnaires.reading.findings import Findings
from questionnaires.reading.recognition.profile import FileProfile, Profile, read_profile

STRANGE = [["Кто ты?", "Параллель", "С чем помочь", "Секрет"], ["Щукин Пётр", "7А", "Физика", "да"]]


def test_a_profile_maps_what_headers_do_not_say():
    columns = {"Кто ты?": "name", "Параллель": "grade", "С чем помочь": "subjects_needed", "Секрет": ""}
    profile = Profile((FileProfile(name="анкеты.csv", reads="mentee-form", columns=columns),))
    answers = read(csv_file(STRANGE), profile=InputFile("profile.toml", profile.to_toml()))
    assert not errors(answers)
    assert answers.get_base("mentees").columns["subjects_needed"] == (("physics",),)


def test_a_profile_may_ignore_a_file():
    profile = InputFile(
        "profile.toml",
        b'[[file]]\nname = "\xd0\xb0\xd0\xbd\xd0\xba\xd0\xb5\xd1\x82\xd1\x8b.csv"\nreads = "ignore"\n',
    )
    assert not errors(read(csv_file(STRANGE), profile=profile))


def test_a_broken_profile_is_a_finding():
    for content in (b"[[file", b"file = 3", b"\xff", b'[[file]]\ncolumns = "a"'):
        assert "broken-profile" in codes_of(errors(read(profile=InputFile("profile.toml", content))))


def test_several_profiles_count_together_and_one_that_names_its_file_wins():
    others = Profile((FileProfile(reads="ignore"),)).to_toml()
    columns = {"Кто ты?": "name", "Параллель": "grade", "С чем помочь": "subjects_needed", "Секрет": ""}
    own = Profile((FileProfile(name="анкеты.csv", reads="mentee-form", columns=columns),)).to_toml()
    profiles = (InputFile("все.toml", others), InputFile("анкеты.toml", own))
    answers = read(csv_file(STRANGE), csv_file([["Что-то"], ["?"]], "прочее.csv"), profile=profiles)
    assert (names(answers), errors(answers)) == ({"Н-001": "Щукин Пётр"}, [])


def test_keys_of_a_profile_that_nothing_has_are_errors():
    profile = Profile((FileProfile(reads="анкета", base="все", columns={"Кто ты?": "имя", "Секрет": ""}),))
    answers = read(csv_file(STRANGE), profile=InputFile("p.toml", profile.to_toml()))
    told = [one.reason.ru for one in errors(answers) if one.code == "unknown-key"]
    assert [text.split(",")[0].removeprefix("В файле сопоставления стоит ") for text in told] == [
        "reads = «анкета»",
        "base = «все»",
        "«Кто ты?» = «имя»",
    ]
    base = Profile((FileProfile(base="все"),)).to_toml()
    assert "unknown-key" in codes_of(
        errors(read(mentees_file(mentee("Щукин Пётр")), profile=InputFile("p.toml", base)))
    )


def test_a_proposed_profile_begins_with_the_keys_it_may_use():
    text = propose_profile(make_programme(), mentees_file(mentee("Щукин Пётр"))).to_toml().decode()
    legend = text.partition("[[file]]")[0]
    assert all(line.startswith("#") or not line for line in legend.splitlines())
    assert "# mentee-form — Анкета наставляемого:" in legend
    assert "#     subjects_needed — Какие предметы трудные, если есть?" in legend
    assert "# records — Реестр согласий и допусков:" in legend


def test_a_broken_profile_says_where_in_words_of_the_curator():
    broken = finding(read(profile=InputFile("p.toml", "[[file]]\nreads = нет".encode())), "broken-profile")
    assert (broken.row, "invalid" in broken.sentence().lower()) == (2, False)


def test_a_proposed_profile_is_editable_and_followed():
    file = csv_file([["ФИО", "Класс", "Какие предметы трудны"], ["Щукин Пётр", "7А", "Физика"]])
    text = propose_profile(make_programme(), file).to_toml()
    proposed = tomllib.loads(text.decode())["file"][0]
    assert proposed["name"] == "анкеты.csv"
    assert proposed["columns"]["Какие предметы трудны"] == "subjects_needed"
    edited = text.replace(b'"third-party"', b'"mentee-form"')
    assert read(file, profile=InputFile("p.toml", edited)).get_base("mentees").columns["subjects_needed"] == (
        ("physics",),
    )


def test_a_profile_makes_a_round_trip():
    columns = {'Вопрос "в кавычках" \\ и\tтаб': "name", "Пусто": ""}
    profile = Profile(
        (FileProfile(name="a.csv", sheet="Лист 1", reads="records", base="mentees", columns=columns),)
    )
    assert read_profile(InputFile("p.toml", profile.to_toml()), Findings()) == profile
