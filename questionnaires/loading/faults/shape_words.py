"""What is said of a file that cannot be read, of a setting of the wrong type, of keys and names used twice."""

from questionnaires.wording import Wording

SHAPE_FAULTS: dict[str, tuple[Wording, Wording]] = {
    # The file as a whole.
    "not-utf-8": (
        Wording("Файл не в кодировке UTF-8 (строка {line}).", "The file is not UTF-8 (line {line})."),
        Wording("Сохраните файл в кодировке UTF-8.", "Save the file as UTF-8."),
    ),
    "not-toml": (
        Wording("Файл записан с ошибкой: {detail}.", "The file is not written correctly: {detail}."),
        Wording(
            "Проверьте кавычки и скобки в указанном месте.",
            "Check the quotes and brackets at the place named.",
        ),
    ),
    "no-such-file": (
        Wording(
            "Нет ни файла, ни готовой программы «{found}».", "There is no file and no programme “{found}”."
        ),
        Wording("Готовые программы: {known}.", "Ready programmes: {known}."),
    ),
    # One setting.
    "unknown": (
        Wording("Неизвестная настройка «{found}».", "Unknown setting “{found}”."),
        Wording("Возможные настройки: {known}.", "Possible settings: {known}."),
    ),
    "required": (
        Wording("Настройка не указана.", "The setting is missing."),
        Wording("Укажите её; все настройки описаны в docs/programme.md.", "Add it; see docs/programme.md."),
    ),
    "type-text": (
        Wording(
            "Ожидался непустой текст в кавычках, указано {found}.", "Expected text in quotes, found {found}."
        ),
        Wording("Напишите текст в кавычках.", "Write the text in quotes."),
    ),
    "type-whole": (
        Wording(
            "Ожидалось целое число {range}, указано {found}.",
            "Expected a whole number {range}, found {found}.",
        ),
        Wording("Исправьте число.", "Correct the number."),
    ),
    "type-number": (
        Wording("Ожидалось число, указано {found}.", "Expected a number, found {found}."),
        Wording("Напишите число без кавычек.", "Write the number without quotes."),
    ),
    "type-flag": (
        Wording("Ожидалось true или false, указано {found}.", "Expected true or false, found {found}."),
        Wording("Напишите true (да) или false (нет) без кавычек.", "Write true or false without quotes."),
    ),
    "type-date": (
        Wording("Ожидалась дата ГГГГ-ММ-ДД, указано {found}.", "Expected a date YYYY-MM-DD, found {found}."),
        Wording("Напишите дату без кавычек: 2026-09-01.", "Write the date without quotes: 2026-09-01."),
    ),
    "type-list": (
        Wording("Ожидался список в квадратных скобках, указано {found}.", "Expected a list, found {found}."),
        Wording("Поставьте квадратные скобки.", "Put square brackets around it."),
    ),
    "type-table": (
        Wording(
            "Ожидался раздел с настройками, указано {found}.", "Expected a table of settings, found {found}."
        ),
        Wording("Запишите настройки разделом.", "Write the settings as a table."),
    ),
    "not-one-of": (
        Wording("Нет такого значения: {found}.", "There is no such value: {found}."),
        Wording("Возможные значения: {known}.", "Possible values: {known}."),
    ),
    "key-shape": (
        Wording("Ключ {found} записан не по правилу.", "The key {found} is not written by the rule."),
        Wording(
            "Ключ — латинские строчные буквы, цифры, «-» и «_», первой идёт буква.",
            "A key is lower-case Latin letters, digits, “-” and “_”, a letter first.",
        ),
    ),
    # What a file takes from the catalogue.
    "unknown-entry": (
        Wording("В каталоге нет «{found}».", "The catalogue has no “{found}”."),
        Wording("В каталоге есть: {known}.", "The catalogue has: {known}."),
    ),
    "nothing-to-leave-out": (
        Wording("Нельзя убрать «{found}»: этого там нет.", "“{found}” cannot be left out: it is not there."),
        Wording("Можно убрать: {known}.", "One can leave out: {known}."),
    ),
    # Keys and names.
    "duplicate-key": (
        Wording("Ключ «{found}» уже занят.", "The key “{found}” is already taken."),
        Wording("Дайте каждой записи свой ключ.", "Give every entry a key of its own."),
    ),
    "duplicate-spelling": (
        Wording(
            "Название «{found}» уже есть у «{other}».", "The name “{found}” already belongs to “{other}”."
        ),
        Wording(
            "Уберите повтор: по названию в анкете находят организацию.",
            "Remove it: a name in an answer must lead to one organisation.",
        ),
    ),
    "duplicate-text": (
        Wording("Текст «{found}» уже есть у «{other}».", "The text “{found}” already belongs to “{other}”."),
        Wording(
            "Сделайте тексты разными: по ним узнают столбец или ответ. Как вопрос о формах называет форму, говорит её "
            "invitation.",
            "Make the texts differ. How the question about forms names a form stands in its invitation.",
        ),
    ),
    "duplicate-entry": (
        Wording("«{found}» повторяется.", "“{found}” stands here twice."),
        Wording("Уберите повтор.", "Remove one of them."),
    ),
}
