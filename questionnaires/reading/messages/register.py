"""The register of people and the codes in it."""

from questionnaires.finding import Severity
from questionnaires.reading.messages.message import Message

_E, _W = Severity.ERROR, Severity.WARNING

REGISTER_CODE = Message(
    _E,
    "register-code",
    "Код «{found}» записан неверно: ожидается Н-001, М-001 или У-001.",
    "The code “{found}” is wrong: expected Н-001, М-001 or У-001.",
    "Исправьте код или возьмите прежний people.csv.",
    "Mend the code or use the former people.csv.",
)
REGISTER_TWICE = Message(
    _E,
    "register-twice",
    "Код {found} стоит в реестре дважды.",
    "The code {found} stands in the register twice.",
    "Оставьте одну строку.",
    "Keep one row.",
)
UNKNOWN_CODE_TYPED = Message(
    _W,
    "unknown-code-typed",
    "Кода «{found}» в реестре нет; человек найден по имени или получает новый код.",
    "The register has no code “{found}”; the person is found by name or gets a new code.",
    "Проверьте код или приложите people.csv прошлого подбора.",
    "Check the code or give the people.csv of the last run.",
)
REGISTER_TWIN = Message(
    _W,
    "register-twin",
    "Кода {found} («Тот же человек») в реестре нет.",
    "The register has no code {found} (“the same person”).",
    "Исправьте код.",
    "Mend the code.",
)
