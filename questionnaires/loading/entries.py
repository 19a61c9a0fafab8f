"""Questionnaires, forms and consents of the catalogue, each by itself and not as part of a programme."""

from questionnaires.loading.catalogue import find_questionnaires, get_bank
from questionnaires.loading.expansion import Expansion
from questionnaires.loading.toml import Table
from questionnaires.programme import ConsentText
from questionnaires.question import Questionnaire

# As for a programme, the schema is loaded by the first use: see `programme_file`.


def load_questionnaire(key: str) -> Questionnaire:
    """Return a questionnaire of the catalogue; raise KeyError when there is none.

    A question about forms lists every form of the catalogue here, and only the programme's own in a programme.
    """
    from questionnaires.loading.building import build_questionnaire
    from questionnaires.loading.shape.checking import checked
    from questionnaires.loading.shape.schema import QuestionnaireSchema

    if key not in find_questionnaires():
        raise KeyError(
            f"The catalogue has no questionnaire {key!r}; it has {', '.join(find_questionnaires())}."
        )
    expansion = Expansion(file=f"{key}.toml")
    table = expansion.questionnaire(key, ())
    return build_questionnaire(checked(QuestionnaireSchema(), table, expansion.findings, f"{key}.toml"))


def load_forms() -> dict[str, Table]:
    """Return the forms of the catalogue by key, criteria in full: what a programme extends.

    A form becomes a `ProgrammeForm` only in a programme, which says whose bases take part.
    """
    expansion = Expansion(file="forms.toml")
    return {key: expansion.form({"extends": key, "key": key}, ()) for key in get_bank("forms")}


def load_consents() -> tuple[ConsentText, ...]:
    """Return the consent texts of the catalogue, each a document of its own."""
    from questionnaires.loading.building import build_consent
    from questionnaires.loading.shape.checking import checked
    from questionnaires.loading.shape.schema import ConsentSchema

    return tuple(
        build_consent(checked(ConsentSchema(), {"key": key, **table}, [], "consents.toml"))
        for key, table in get_bank("consents").items()
    )
