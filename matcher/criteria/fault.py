"""What can be wrong with a criterion, one wording for one kind of fault."""

from questionnaires.criterion import Criterion
from questionnaires.wording import Wording


def _fault(criterion: Criterion, ru: str, en: str) -> Wording:
    return Wording(f"Критерий «{criterion.key}»: {ru}", f"Criterion {criterion.key!r}: {en}")


def unknown_setting(criterion: Criterion, name: str, known: str) -> Wording:
    """Name a setting the kind does not have."""
    return _fault(
        criterion,
        f"у вида «{criterion.kind}» нет настройки «{name}»; возможны: {known or 'никакие'}.",
        f"kind {criterion.kind.value!r} has no setting {name!r}; possible: {known or 'none'}.",
    )


def missing_setting(criterion: Criterion, name: str) -> Wording:
    """Name a setting the kind cannot do without."""
    return _fault(criterion, f"нет настройки «{name}».", f"setting {name!r} is missing.")


def bad_setting(criterion: Criterion, name: str, found: object) -> Wording:
    """Name a setting with a value it cannot have."""
    return _fault(
        criterion, f"настройка «{name}» не может быть {found!r}.", f"setting {name!r} cannot be {found!r}."
    )


def missing_question(criterion: Criterion, key: str) -> Wording:
    """Name a question nobody is asked."""
    return _fault(criterion, f"вопроса «{key}» нет в анкете.", f"no questionnaire has the question {key!r}.")


def wrong_kind(criterion: Criterion, key: str, found: str, expected: str) -> Wording:
    """Name a question whose answers this kind of criterion cannot compare."""
    return _fault(
        criterion,
        f"вид «{criterion.kind}» не сравнивает вопрос «{key}» вида «{found}»; ожидается: {expected}.",
        f"kind {criterion.kind.value!r} cannot compare {key!r} of kind {found!r}; expected: {expected}.",
    )


def unknown_option(criterion: Criterion, entry: str) -> Wording:
    """Name an entry of a table that no two answers can have."""
    return _fault(
        criterion,
        f"строка таблицы «{entry}» невозможна; ожидается «ответ наставляемого|ответ наставника».",
        f"no two answers meet the table's entry {entry!r}; expected 'mentee option|mentor option'.",
    )


def unknown_field(criterion: Criterion, field: str) -> Wording:
    """Name a field that the programme's words cannot have."""
    return _fault(
        criterion,
        f"в тексте поле {{{field}}}; возможны: {{shared}}, {{mentee}}, {{mentor}}.",
        f"the words have the field {{{field}}}; possible: {{shared}}, {{mentee}}, {{mentor}}.",
    )


def different_options(criterion: Criterion) -> Wording:
    """Say that two questions order their options differently."""
    return _fault(
        criterion,
        "варианты двух вопросов или их порядок различаются, близость не определена.",
        "the two questions differ in their options or their order, so closeness is not defined.",
    )


def empty_bounds(criterion: Criterion) -> Wording:
    """Say that either no gap or every gap meets the bounds."""
    return _fault(
        criterion,
        "нужна хотя бы одна из границ least и most, и least не больше most.",
        "at least one of 'least' and 'most' is needed, and least at most most.",
    )


def keeping_must(criterion: Criterion) -> Wording:
    """Say that a must cannot keep partners."""
    return _fault(
        criterion,
        "обязательное правило не может сохранять пары: их сохраняет обновление; сделайте его пожеланием.",
        "a must cannot keep partners together: a refresh does; make it a wish.",
    )


def own_first_needs_must(criterion: Criterion) -> Wording:
    """Say that `own_first` is only a must."""
    return _fault(
        criterion,
        "own_first бывает только у обязательного правила.",
        "'own_first' belongs to a must only.",
    )


def free_text_must(criterion: Criterion) -> Wording:
    """Say that free texts cannot forbid."""
    return _fault(
        criterion,
        "похожесть текстов слишком ненадёжна для обязательного правила; сделайте её пожеланием.",
        "likeness of texts is too weak for a must; make it a wish.",
    )
