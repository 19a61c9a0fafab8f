"""Words of the frame, of logging in, of keys and of pages that failed."""

from questionnaires.wording import Wording

TEXT: dict[str, Wording] = {
    "product": Wording("Подбор наставников", "Mentor matching"),
    "steps_label": Wording("Шаги программы", "Steps of the programme"),
    "leave": Wording("Выйти", "Log out"),
    "what_next": Wording("Что дальше:", "What is next:"),
    # log in
    "login_title": Wording("Вход", "Log in"),
    "login_name": Wording("Имя для входа", "Login name"),
    "password": Wording("Пароль", "Password"),
    "enter": Wording("Войти", "Log in"),
    "enter_by": Wording("Войти через", "Log in by"),
    "left_here": Wording(
        "Здесь вы вышли; у поставщика входа вход ещё открыт.",
        "You are logged out here; at the identity provider you are still logged in.",
    ),
    "leave_there": Wording("Выйти и там:", "Log out there too:"),
    "login_hint": Wording(
        "Имя и пароль даёт тот, кто установил программу. После часа без работы вход закрывается сам.",
        "Whoever installed the software gives you name and password. After an hour without work you are logged out.",
    ),
    "again_title": Wording("Отправить ещё раз?", "Send it again?"),
    "again_lead": Wording(
        "Вы вошли. Набранное до этого ещё не сохранено.",
        "You are logged in. What you typed before is not saved yet.",
    ),
    "again_page": Wording("Страница", "Page"),
    "again_more": Wording(
        "Выбранное и отмеченное на этой странице отправится тоже.",
        "What you chose and ticked on this page is sent too.",
    ),
    "again_send": Wording("Отправить", "Send"),
    "again_leave": Wording("Не отправлять", "Do not send"),
    "new_password_title": Wording("Новый пароль", "New password"),
    "new_password_lead": Wording(
        "Придумайте пароль, который знаете только вы. Другие входы с этим именем закроются.",
        "Choose a password only you know. Other log-ins under this name will end.",
    ),
    "old_password": Wording("Пароль сейчас", "Password now"),
    "new_password": Wording("Новый пароль", "New password"),
    "at_least_12": Wording("не короче 12 знаков", "at least 12 characters"),
    "again": Wording("Новый пароль ещё раз", "New password again"),
    "save": Wording("Сохранить", "Save"),
    # keys
    "other_programs": Wording("Ключи для других программ", "Keys for other programs"),
    "keys_lead": Wording(
        "Ключ даёт другой программе, например электронному журналу, работать с этим сервисом от имени организации.",
        "A key lets another program, such as a school journal, work with this service for the organisation.",
    ),
    "key_new": Wording("Новый ключ", "New key"),
    "key_title": Wording("Для чего ключ", "What the key is for"),
    "key_role": Wording("Что ему можно", "What it may do"),
    "key_days": Wording("На сколько дней", "For how many days"),
    "key_make": Wording("Создать ключ", "Make the key"),
    "key_once": Wording(
        "Ключ показан один раз: скопируйте его сейчас.", "The key is shown once: copy it now."
    ),
    "keys_live": Wording("Ключи организации", "Keys of the organisation"),
    "keys_none": Wording("Ключей пока нет.", "There are no keys yet."),
    "key_used": Wording("Последнее обращение", "Used last"),
    "key_until": Wording("Действует до", "Valid until"),
    "key_revoke": Wording("Отозвать", "Revoke"),
    "key_docs": Wording("Что можно сделать по ключу", "What can be done with a key"),
    # failures
    "back": Wording("К программам", "Back to programmes"),
}
