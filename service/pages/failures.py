"""What a page says when something did not work."""

from questionnaires.wording import Wording

FAILURES: dict[int, tuple[Wording, Wording]] = {
    400: (
        Wording("Страница устарела", "The page is out of date"),
        Wording(
            "Вернитесь назад, обновите страницу и повторите: ничего не изменилось.",
            "Go back, refresh the page and try again: nothing was changed.",
        ),
    ),
    403: (
        Wording("Для этого нужны другие права", "This needs another role"),
        Wording(
            "Попросите того, кто ведёт программу: у вашего входа такого права нет.",
            "Ask whoever keeps the programme: your login may not do this.",
        ),
    ),
    404: (
        Wording("Такой страницы нет", "There is no such page"),
        Wording(
            "Возможно, её убрали или ссылка неполная. Начните со списка программ.",
            "It may have been removed, or the link is incomplete. Begin with the list of programmes.",
        ),
    ),
    413: (
        Wording("Файлы слишком велики", "The files are too large"),
        Wording("Загрузите их по одному или уменьшите.", "Upload them one by one, or make them smaller."),
    ),
    429: (
        Wording("Слишком много попыток", "Too many attempts"),
        Wording("Подождите минуту и попробуйте ещё раз.", "Wait for a minute and try again."),
    ),
    500: (
        Wording("Ошибка программы, не ваша", "A fault of the program, not yours"),
        Wording(
            "Ничего не потеряно. Попробуйте ещё раз; если повторится, сообщите тому, кто установил программу.",
            "Nothing is lost. Try again; if it happens again, tell whoever installed the program.",
        ),
    ),
    503: (
        Wording("Сейчас много работы", "Busy just now"),
        Wording("Попробуйте через минуту: ничего не потеряно.", "Try again in a minute: nothing is lost."),
    ),
}
