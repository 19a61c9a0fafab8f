"""Titles of forms as pages say them: in the visitor's language, and told apart where two bear one title."""

from dataclasses import replace

from questionnaires.programme import Programme, ProgrammeForm
from questionnaires.wording import Language
from service.documents.apart import is_apart, marked

ENGLISH = {
    "Ученик – ученик": "Pupil – pupil",
    "Равный – равному": "Peer – peer",
    "Учитель – учитель": "Teacher – teacher",
    "Педагог – педагог": "Educator – educator",
    "Студент – ученик": "Student – pupil",
    "Работодатель – ученик": "Employer – pupil",
    "Работодатель – студент": "Employer – student",
    "Учитель – ученик": "Teacher – pupil",
    "Выпускник – ученик": "Former pupil – pupil",
}
"""Title of a form of the catalogue → the same in English; a title of a school's own stays as the school wrote it."""


def with_form_titles(programme: Programme, language: Language) -> Programme:
    """Return a programme whose forms are called as a page shows them."""
    forms = tuple(replace(form, title=_title(programme, form, language)) for form in programme.forms)
    return replace(programme, forms=forms)


def _title(programme: Programme, form: ProgrammeForm, language: Language) -> str:
    told = ENGLISH.get(form.title, form.title) if language is Language.EN else form.title
    # In papers the form of a base kept apart bears the same title as any other, which gives nobody away.
    return marked(told, apart=is_apart(programme, form))[language]
