"""Names and decisions in lists: consents, preferences, verdicts, locks."""

from questionnaires.finding import Severity
from questionnaires.reading.messages.message import Message

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

UNKNOWN_NAME = Message(
    _W,
    "unknown-name",
    "Человека «{found}» нет среди ответивших{nearest}: запись не учтена.",
    "“{found}” is not among those who answered{nearest}: the entry is not counted.",
    "Исправьте имя или впишите код.",
    "Mend the name or write the code.",
)
UNKNOWN_NAME_REFUSED = Message(
    _E,
    "unknown-name-refused",
    "Человека «{found}» нет среди ответивших{nearest}.",
    "“{found}” is not among those who answered{nearest}.",
    "Исправьте имя или впишите код.",
    "Mend the name or write the code.",
)
AMBIGUOUS_NAME = Message(
    _E,
    "ambiguous-name",
    "Имя «{found}» подходит к нескольким людям: {candidates}.",
    "“{found}” fits several people: {candidates}.",
    "Впишите имя полностью или код.",
    "Write the full name or the code.",
)
NAME_FILLED_OUT = Message(
    _N,
    "name-filled-out",
    "Имя «{found}» неполное: запись отнесена к человеку «{name}», {code}.",
    "The name “{found}” is not whole: the entry was taken for “{name}”, {code}.",
    "Если это другой человек, впишите имя полностью или код.",
    "If it is somebody else, write the full name or the code.",
)
NOT_A_TOPIC = Message(
    _W,
    "not-a-topic",
    "Записано не только то, что есть в списке тем: своих слов программа не читает и здесь не показывает.",
    "Something other than the topics of the list is written: words of one's own are neither read nor shown here.",
    "Оставьте темы из списка; остальное удалите из файла: о ребёнке его не хранят.",
    "Keep the topics of the list; delete the rest from the file: it is not kept about a child.",
)
RECORD_AFTER_END = Message(
    _W,
    "record-after-end",
    "Дата документа {value} позже конца программы ({end}). Документ считается полученным.",
    "The date of the document, {value}, is after the end of the programme ({end}). The document counts as given.",
    "Проверьте год.",
    "Check the year.",
)
RECORD_UNCLEAR = Message(
    _W,
    "record-unclear",
    "Имя «{found}» подходит к нескольким людям ({candidates}): запись не учтена, человек не допущен.",
    "“{found}” fits several people ({candidates}): the entry is not counted and nobody is admitted by it.",
    "Впишите код, класс или дату рождения.",
    "Write the code, the class or the birth date.",
)
SIGNER_READ = Message(
    _N,
    "signer-read",
    "Подписал «{found}» — прочитано как «{value}».",
    "Signed by “{found}”: read as “{value}”.",
)
SIGNER_UNKNOWN = Message(
    _W,
    "signer-unknown",
    "Непонятно, кто подписал: «{found}». Ожидаемый ответ — сам, законный представитель или оба; запись сохранена "
    "как есть.",
    "It is not clear who signed: “{found}”. Expected: «сам», «законный представитель» or «оба»; the entry is kept as "
    "it is.",
    "Исправьте ячейку.",
    "Mend the cell.",
)
RECORDS_DIFFER = Message(
    _W,
    "records-differ",
    "{name}: «{document}» записано дважды по-разному; взято {taken}.",
    "{name}: “{document}” is recorded twice and differently; {taken} is taken.",
    "Оставьте одну запись.",
    "Keep one entry.",
)
MEASURED_TWICE = Message(
    _N,
    "measured-twice",
    "{name}: анкета мониторинга заполнена дважды — учтён последний ответ.",
    "{name}: the monitoring questionnaire is filled in twice: the last answer counts.",
    "Если верен другой ответ, удалите лишнюю строку.",
    "If the other answer is right, delete the wrong row.",
)
NAMED_SELF = Message(
    _W,
    "named-self",
    "Человек назвал самого себя: запись не учтена.",
    "The person named himself or herself: the entry is not counted.",
    "Исправьте имя.",
    "Mend the name.",
)
LIKED_AND_REFUSED = Message(
    _W,
    "liked-and-refused",
    "«{found}» названо и среди желаемых, и среди нежелаемых: учтено «нет».",
    "“{found}” is named both as wanted and as not wanted: «нет» counts.",
    "Уточните у человека.",
    "Ask the person.",
)
UNKNOWN_WORD = Message(
    _E,
    "unknown-word",
    "Записано «{found}», а ожидается одно из: {expected}.",
    "Found “{found}”, expected one of: {expected}.",
    "Исправьте ячейку.",
    "Mend the cell.",
)
REASON_MISSING = Message(
    _E,
    "reason-missing",
    "Чтобы снова разрешить отклонённую пару, нужна причина.",
    "Allowing a declined pair again needs a reason.",
    "Впишите причину.",
    "Write the reason.",
)
NOT_DECIDED = Message(
    _N,
    "not-decided",
    "Пара {mentee} — {mentor}: нужна ещё встреча. Решения пока нет: подбор может предложить её снова или другую.",
    "The pair {mentee} — {mentor} meets again. There is no decision yet: it may be proposed again, or another one.",
)
VERDICTS_DIFFER = Message(
    _E,
    "verdicts-differ",
    "О паре {mentee} — {mentor} записаны разные решения.",
    "There are different decisions on the pair {mentee} — {mentor}.",
    "Оставьте одно решение.",
    "Keep one decision.",
)
UNKNOWN_CODE = Message(
    _W,
    "unknown-code",
    "Кода {found} в реестре нет: прежняя пара не учтена.",
    "The register has no code {found}: the earlier pair is not counted.",
    "Возьмите people.csv того же подбора.",
    "Use the people.csv of the same run.",
)
