"""Every kind of problem the service answers with: one code, one status, one wording, one page."""

from dataclasses import dataclass

from questionnaires.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemType:
    """One kind of problem.

    Parameters
    ----------
    code
        Stable name in kebab-case; the last part of the type's address.
    status
        HTTP status.
    title
        One wording for one kind.
    advice
        What the client can change.
    """

    code: str
    status: int
    title: Wording
    advice: Wording

    @property
    def uri(self) -> str:
        """The address of the page about this kind."""
        return f"/v1/problems/{self.code}"


MALFORMED = ProblemType(
    code="malformed",
    status=400,
    title=Wording("Запрос не прочитан", "The request could not be read"),
    advice=Wording("Пришлите правильный JSON в UTF-8.", "Send well-formed JSON in UTF-8."),
)
UNAUTHENTICATED = ProblemType(
    code="unauthenticated",
    status=401,
    title=Wording("Нужен ключ доступа", "An access key is needed"),
    advice=Wording("Заголовок: Authorization: Bearer КЛЮЧ.", "Send the header Authorization: Bearer KEY."),
)
FORBIDDEN = ProblemType(
    code="forbidden",
    status=403,
    title=Wording("Роль не позволяет этого", "Your role does not allow this"),
    advice=Wording(
        "Обратитесь к тому, у кого есть нужная роль или право ключа.",
        "Ask somebody with the role or scope needed.",
    ),
)
NOT_FOUND = ProblemType(
    code="not-found",
    status=404,
    title=Wording("Не найдено", "Not found"),
    advice=Wording(
        "Проверьте адрес: такого нет или оно не вашей организации.",
        "Check the address: it does not exist or belongs to another organisation.",
    ),
)
METHOD = ProblemType(
    code="method-not-allowed",
    status=405,
    title=Wording("Так обратиться нельзя", "The method is not allowed here"),
    advice=Wording("Разрешённые методы — в заголовке Allow.", "The header Allow lists the methods."),
)
NOT_ACCEPTABLE = ProblemType(
    code="not-acceptable",
    status=406,
    title=Wording("В таком виде ответа нет", "The answer does not exist in that form"),
    advice=Wording(
        "Accept: application/json, а для таблиц ещё text/csv и XLSX.",
        "Accept application/json; tables also come as text/csv and XLSX.",
    ),
)
WRONG_STATE = ProblemType(
    code="wrong-state",
    status=409,
    title=Wording("Сейчас это невозможно", "Not possible in the present state"),
    advice=Wording("Прочитайте состояние ещё раз.", "Read the state again."),
)
IN_PROGRESS = ProblemType(
    code="in-progress",
    status=409,
    title=Wording("Такой же запрос ещё выполняется", "The same request is still in progress"),
    advice=Wording("Повторите немного позже с тем же ключом.", "Try again a little later with the same key."),
)
STAGES_OPEN = ProblemType(
    code="stages-open",
    status=409,
    title=Wording("Этапы программы не пройдены", "Stages of the programme are not done"),
    advice=Wording("Закончите названные этапы.", "Finish the stages named."),
)
ERASED = ProblemType(
    code="erased",
    status=410,
    title=Wording("Данные уничтожены", "The data were destroyed"),
    advice=Wording("Восстановить их нельзя.", "They cannot be brought back."),
)
STALE = ProblemType(
    code="stale",
    status=412,
    title=Wording("За это время кто-то внёс изменения", "Somebody changed it in the meantime"),
    advice=Wording("Прочитайте новый вид и повторите.", "Read it again, then repeat."),
)
TOO_LARGE = ProblemType(
    code="too-large",
    status=413,
    title=Wording("Слишком большой запрос", "The request is too large"),
    advice=Wording("Предел назван в detail.", "The limit is stated in detail."),
)
MEDIA_TYPE = ProblemType(
    code="unsupported-media-type",
    status=415,
    title=Wording("Такой вид данных не принимается", "This content type is not accepted"),
    advice=Wording("Content-Type — как в описании API.", "Use the Content-Type of the description."),
)
INVALID = ProblemType(
    code="invalid",
    status=422,
    title=Wording("Есть ошибки в полях", "Some fields are wrong"),
    advice=Wording("Все ошибки перечислены в errors.", "All of them are listed in errors."),
)
KEY_REUSED = ProblemType(
    code="idempotency-key-reused",
    status=422,
    title=Wording("Этот ключ уже был у другого запроса", "This key was used for another request"),
    advice=Wording("Возьмите новый Idempotency-Key.", "Use a new Idempotency-Key."),
)
IF_MATCH_NEEDED = ProblemType(
    code="if-match-needed",
    status=428,
    title=Wording("Нужен заголовок If-Match", "The header If-Match is needed"),
    advice=Wording("Пришлите ETag того вида, который меняете.", "Send the ETag of what you are changing."),
)
TOO_MANY = ProblemType(
    code="too-many-requests",
    status=429,
    title=Wording("Слишком часто", "Too many requests"),
    advice=Wording("Повторите через время из Retry-After.", "Wait for the time in Retry-After."),
)
INTERNAL = ProblemType(
    code="internal",
    status=500,
    title=Wording("Ошибка программы", "A fault of the program"),
    advice=Wording("Сообщите разработчикам request_id.", "Report the request_id."),
)
BUSY = ProblemType(
    code="busy",
    status=503,
    title=Wording("Сервис сейчас не может этого принять", "The service cannot take this now"),
    advice=Wording("Повторите через время из Retry-After.", "Wait for the time in Retry-After."),
)

PROBLEM_TYPES = [
    MALFORMED,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    METHOD,
    NOT_ACCEPTABLE,
    WRONG_STATE,
    IN_PROGRESS,
    STAGES_OPEN,
    ERASED,
    STALE,
    TOO_LARGE,
    MEDIA_TYPE,
    INVALID,
    KEY_REUSED,
    IF_MATCH_NEEDED,
    TOO_MANY,
    INTERNAL,
    BUSY,
]
"""All kinds, in the order of their statuses."""

BY_STATUS = {kind.status: kind for kind in reversed(PROBLEM_TYPES)}
"""Status → the usual kind; the first in the list wins."""
