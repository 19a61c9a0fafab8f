import re

import pytest

from questionnaires.loading import find_programmes, load_programme
from questionnaires.wording import Language
from service.pages.form_titles import with_form_titles


@pytest.mark.parametrize("key", sorted(find_programmes()))
@pytest.mark.parametrize("language", Language)
def test_no_two_forms_of_a_page_are_called_alike(key: str, language: Language) -> None:
    titles = [form.title for form in with_form_titles(load_programme(key), language).forms]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("key", sorted(find_programmes()))
def test_forms_of_the_catalogue_have_english_titles(key: str) -> None:
    told = with_form_titles(load_programme(key), Language.EN)
    assert [form.title for form in told.forms if re.search("[а-яё]", form.title, re.I)] == []


def test_the_form_of_a_base_kept_apart_says_so() -> None:
    told = {
        form.key: form.title for form in with_form_titles(load_programme("r2-gymnasium"), Language.RU).forms
    }
    assert told["teacher-student"] == "Учитель – ученик"
    assert told["individual-support"] == "Учитель – ученик (отдельная база)"
