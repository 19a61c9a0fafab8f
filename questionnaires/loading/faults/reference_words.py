"""What is said of questions, references, weights and settings that do not go together."""

from questionnaires.wording import Wording

REFERENCE_FAULTS: dict[str, tuple[Wording, Wording]] = {
    # Questions.
    "options-missing": (
        Wording("У вопроса с выбором нет вариантов ответа.", "A question with a choice has no options."),
        Wording("Добавьте options.", "Add options."),
    ),
    "options-unexpected": (
        Wording(
            "У вопроса вида «{found}» не бывает вариантов.", "A question of kind “{found}” has no options."
        ),
        Wording("Уберите options или измените kind.", "Remove options or change kind."),
    ),
    "scale-bounds": (
        Wording("У шкалы не указаны границы.", "A scale has no bounds."),
        Wording("Добавьте least и most.", "Add least and most."),
    ),
    "least-over-most": (
        Wording(
            "Наименьшее ({least}) больше наибольшего ({most}).",
            "The least ({least}) exceeds the most ({most}).",
        ),
        Wording("Поменяйте их местами или исправьте.", "Swap or correct them."),
    ),
    "not-a-number": (
        Wording(
            "Границы least и most не подходят вопросу «{found}»: ответ на него — не число.",
            "The bounds least and most do not suit the question “{found}”: its answer is no number.",
        ),
        Wording("Укажите one_of — подходящие ответы.", "Name the answers that suit in one_of."),
    ),
    "bound-missing": (
        Wording("Требование ничего не требует.", "The requirement requires nothing."),
        Wording("Добавьте least, most или one_of.", "Add least, most or one_of."),
    ),
    # References.
    "unknown-base": (
        Wording("В программе нет базы «{found}».", "The programme has no base “{found}”."),
        Wording("Базы программы: {known}.", "Bases of the programme: {known}."),
    ),
    "unknown-question": (
        Wording(
            "В анкете базы «{base}» нет вопроса «{found}».",
            "The questionnaire of “{base}” has no question “{found}”.",
        ),
        Wording("Вопросы этой анкеты: {known}.", "Its questions: {known}."),
    ),
    "unknown-option": (
        Wording(
            "У вопроса «{question}» нет ответа «{found}».",
            "The question “{question}” has no option “{found}”.",
        ),
        Wording("Ответы: {known}.", "Options: {known}."),
    ),
    "wrong-side": (
        Wording(
            "База «{found}» не с этой стороны пары.", "The base “{found}” is not on this side of a pair."
        ),
        Wording("Подходят базы: {known}.", "Bases that suit: {known}."),
    ),
    "peers-open-to-all": (
        Wording(
            "Форма «равный – равному» открыта всем, кто стоит в её базе.",
            "A form of peers is open to everybody of its base.",
        ),
        Wording(
            "Перенесите условие в requirements этой базы.",
            "Move the condition to the base's requirements.",
        ),
    ),
    "peers-one-base": (
        Wording(
            "Форме «равный – равному» нужна одна база, общая для обеих сторон.",
            "A form of peers needs one base, the same on both sides.",
        ),
        Wording(
            "Укажите одну и ту же базу со стороной peers в mentees и в mentors.",
            "Name one base of side “peers” in both mentees and mentors.",
        ),
    ),
    "no-base": (
        Wording("У формы нет ни одной базы с этой стороны.", "The form has no base on this side."),
        Wording("Подходят базы: {known}.", "Bases that suit: {known}."),
    ),
    "wished-not-offered": (
        Wording(
            "Формы нет среди ответов на вопрос «{question}» базы «{base}».",
            "The form is not among the options of “{question}” of the base “{base}”.",
        ),
        Wording(
            'Добавьте ответ или напишите options = "forms".', 'Add the option or write options = "forms".'
        ),
    ),
    "no-questionnaire": (
        Wording(
            "Критерию нужна анкета «{found}», её в программе нет.",
            "The criterion needs “{found}”, not there.",
        ),
        Wording(
            "Добавьте её в программу или уберите критерий.", "Add it to the programme or drop the criterion."
        ),
    ),
    # Weights and settings of criteria.
    "must-with-weight": (
        Wording("Обязательное условие не может иметь вес.", "A must cannot have a weight."),
        Wording('Уберите вес или напишите force = "wish".', 'Remove the weight or write force = "wish".'),
    ),
    "weight-missing": (
        Wording("У пожелания нет веса.", "A wish has no weight."),
        Wording("Укажите weight словами или points числом.", "Give weight in words or points."),
    ),
    "weight-twice": (
        Wording("Вес указан и словами, и баллами.", "The weight is given both in words and in points."),
        Wording("Оставьте одно.", "Keep one of them."),
    ),
    "no-wishes": (
        Wording(
            "В форме нет ни одного пожелания: нечего сравнивать.", "The form has no wish: nothing to compare."
        ),
        Wording("Добавьте критерий с весом.", "Add a criterion with a weight."),
    ),
    "points-over": (
        Wording(
            "Баллы пожеланий в сумме {found}, больше 10 000.", "The points add up to {found}, over 10 000."
        ),
        Wording("Уменьшите баллы.", "Lower the points."),
    ),
    "points-under": (
        Wording(
            "Баллы пожеланий в сумме {found}, а не 10 000.", "The points add up to {found}, not to 10 000."
        ),
        Wording("Добавьте баллы или дайте одному критерию вес словами.", "Add points or a weight in words."),
    ),
    "points-leave-nothing": (
        Wording("Баллы заняли все 10 000, весам словами ничего не осталось.", "Points took all 10 000."),
        Wording("Уменьшите баллы или напишите «не важно».", "Lower the points or write «не важно»."),
    ),
    "unknown-criterion": (
        Wording("В форме нет критерия «{found}».", "The form has no criterion “{found}”."),
        Wording("Критерии формы: {known}.", "Criteria of the form: {known}."),
    ),
    "setting-unknown": (
        Wording(
            "У критерия вида «{kind}» нет настройки «{found}».",
            "A “{kind}” criterion has no setting “{found}”.",
        ),
        Wording("Настройки этого вида: {known}.", "Settings of this kind: {known}."),
    ),
    "setting-missing": (
        Wording("Критерию вида «{kind}» нужна настройка «{found}».", "A “{kind}” criterion needs “{found}”."),
        Wording("Добавьте её в settings.", "Add it to settings."),
    ),
    "setting-whole": (
        Wording(
            "Ожидалось целое число {range}, указано {found}.",
            "Expected a whole number {range}, found {found}.",
        ),
        Wording("Исправьте число.", "Correct the number."),
    ),
    "setting-percent": (
        Wording(
            "Ожидались целые проценты от 0 до 100, указано {found}.",
            "Expected 0 to 100 percent, found {found}.",
        ),
        Wording("Исправьте число.", "Correct the number."),
    ),
    "setting-table": (
        Wording(
            "Ожидался раздел «ответ наставляемого|ответ наставника» = проценты, указано {found}.",
            "Expected a table “mentee option|mentor option” = percent, found {found}.",
        ),
        Wording("Проценты — целые от 0 до 100.", "Percent are whole numbers 0 to 100."),
    ),
    "setting-word": (
        Wording(
            "Ожидался ключ вопроса или organisation, указано {found}.", "Expected a question, found {found}."
        ),
        Wording("Напишите ключ в кавычках.", "Write the key in quotes."),
    ),
    "setting-partner": (
        Wording(
            "Ожидалось keep (сохранить) или avoid (сменить), указано {found}.", "Expected keep or avoid."
        ),
        Wording('Напишите "keep" или "avoid".', 'Write "keep" or "avoid".'),
    ),
    "table-pair": (
        Wording(
            "Пара ответов «{found}» записана не по правилу.",
            "The pair of options “{found}” is not written right.",
        ),
        Wording("Напишите «ответ наставляемого|ответ наставника».", "Write “mentee option|mentor option”."),
    ),
    "wrong-kind": (
        Wording(
            "Вопрос «{question}» вида «{found}» не подходит критерию вида «{kind}».",
            "The question “{question}” of kind “{found}” does not suit a “{kind}” criterion.",
        ),
        Wording("Подходят виды: {known}.", "Kinds that suit: {known}."),
    ),
    "nothing-in-common": (
        Wording(
            "У вопросов «{found}» и «{other}» нет ни одного общего ответа.",
            "The questions “{found}” and “{other}” have no option in common.",
        ),
        Wording("Дайте ответам одинаковые ключи.", "Give the options the same keys."),
    ),
    # The programme as a whole.
    "dates-order": (
        Wording("Дата {found} раньше, чем {before}.", "The date {found} is before {before}."),
        Wording("Порядок: date, start, end.", "The order is date, start, end."),
    ),
    "salt-missing": (
        Wording("Не задано слово для жребия.", "The word for drawing lots is missing."),
        Wording(
            "Напишите любое слово до сбора анкет и не меняйте его потом.",
            "Write any word before the answers are collected and do not change it later.",
        ),
    ),
    "stage-without-paper": (
        Wording("Этапу «{found}» нужна анкета {needed}.", "The stage “{found}” needs {needed}."),
        Wording("Добавьте анкету или уберите этап.", "Add the questionnaire or drop the stage."),
    ),
}
