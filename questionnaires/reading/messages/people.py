"""Who is who among the people of the bases."""

from questionnaires.finding import Severity
from questionnaires.reading.messages.message import Message

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

ANSWERED_AGAIN = Message(
    _W,
    "answered-again",
    "{name}: ответ повторён, взят последний (строка {kept}, {kept_file}).{differences}",
    "{name} answered again; the last answer is taken (row {kept}, {kept_file}).{differences}",
    "Если это разные люди, впишите дату рождения или класс каждого.",
    "If these are two people, write the birth date or the class of each.",
)
OLD_BASE_ROW = Message(
    _N,
    "old-base-row",
    "{name}: есть свежая анкета (строка {kept}, {kept_file}), запись из старой базы не читается.",
    "{name} has a newer questionnaire (row {kept}, {kept_file}); the entry of the old base is not read.",
)
TWO_ORGANISATIONS = Message(
    _W,
    "two-organisations",
    "{name}: одинаковые имя и дата рождения в двух организациях ({first}; {second}) — считается одним человеком.",
    "{name} has one name and birth date in two organisations ({first}; {second}) and counts as one person.",
    "Если это разные люди, проверьте даты рождения.",
    "If these are two people, check the birth dates.",
)
NAMESAKES = Message(
    _W,
    "namesakes",
    "Однофамильцы в одной организации: {name} — {details}. Считаются разными людьми.",
    "Namesakes in one organisation: {name}: {details}. They count as different people.",
    "Если это один человек, исправьте дату рождения или класс.",
    "If this is one person, mend the birth date or the class.",
)
INDISTINGUISHABLE = Message(
    _E,
    "indistinguishable",
    "{name}: непонятно, о ком из однофамильцев эта строка ({details}).",
    "{name}: it is not clear which of the namesakes this row is about ({details}).",
    "Впишите дату рождения или класс.",
    "Write the birth date or the class.",
)
SIMILAR_NAMES = Message(
    _W,
    "similar-names",
    "Похожие имена: «{first}» и «{second}» ({code}). Считаются разными людьми.",
    "Similar names: “{first}” and “{second}” ({code}). They count as different people.",
    "Если это один человек, впишите другое написание в people.csv, столбец «Другие написания».",
    "If this is one person, add the spelling to people.csv, column «Другие написания».",
)
SIMILAR_ELSEWHERE = Message(
    _W,
    "similar-elsewhere",
    "Похожие имена и одна дата рождения: «{first}» ({here}) и «{second}» ({code}, {elsewhere}). Считаются разными "
    "людьми.",
    "Similar names and one birth date: “{first}” ({here}) and “{second}” ({code}, {elsewhere}). They count as "
    "different people.",
    "Если это один человек, который перешёл или ответил дважды, впишите другое написание в people.csv, столбец «Другие "
    "написания», и уберите лишнюю анкету.",
    "If this is one person who moved or answered twice, add the spelling to people.csv, column «Другие написания», and "
    "take out the questionnaire that is too many.",
)
MAYBE_ONE = Message(
    _W,
    "maybe-one-person",
    "«{first}» ({own}) и «{second}» ({code}): возможно, это один человек. Пару из них программа не предложит.",
    "“{first}” ({own}) and “{second}” ({code}) may be one person. The program will not pair the two.",
    "Один человек — впишите код одного в people.csv другому, столбец «Тот же человек». Два — решение «снова можно».",
    "One person: write the code of one beside the other in people.csv, «Тот же человек». Two: decide «снова можно».",
)
RELATIVES = Message(
    _W,
    "relatives",
    "{child} и {relative} — возможно, родственники: совпадает ФИО родителя. Пару программа не запрещает.",
    "{child} and {relative} may be relatives: the parent's name is the same. The program does not forbid the pair.",
    "Если это одна семья, запишите решение «не ставить вместе».",
    "If this is one family, add the decision «не ставить вместе».",
)
MOVED = Message(
    _W,
    "moved",
    "{name} ({code}): организация изменилась, была {before}, стала {after}.",
    "{name} ({code}): the organisation changed from {before} to {after}.",
    "Подтвердите; если это другой человек, проверьте дату рождения.",
    "Confirm; if this is another person, check the birth date.",
)
MAYBE_KNOWN = Message(
    _W,
    "maybe-known",
    "{name} ({details}) получает новый код {code}, но похож на {known} ({known_details}).",
    "{name} ({details}) gets the new code {code} but may be {known} ({known_details}).",
    "Если это тот же человек, исправьте класс, дату рождения или организацию у {known} в people.csv.",
    "If this is the same person, mend the class, birth date or organisation of {known} in people.csv.",
)
TWO_ROLES = Message(
    _N,
    "two-roles",
    "{name}: один человек в двух базах ({first} и {second}), нагрузка общая.",
    "{name} is one person in two bases ({first} and {second}) with a shared load.",
)
NO_BASE = Message(
    _W,
    "no-base",
    "Ответы не подходят ни к одной базе программы; строка не участвует.",
    "The answers fit no base of the programme; the row takes no part.",
    "Проверьте ответы, по которым делятся базы: {questions}.",
    "Check the answers that divide the bases: {questions}.",
)
