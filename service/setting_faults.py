"""What may be wrong with the settings, one wording for one kind; a value that may be a secret is in none of them."""

from questionnaires.wording import Wording

TYPES = {
    str: Wording("текстом", "a text"),
    int: Wording("целым числом", "a whole number"),
    bool: Wording("«true» или «false»", "“true” or “false”"),
}
PATH = Wording("путём", "a path")
WRONG_TYPE = Wording(
    "{name} должно быть {kind}, а {name}_FILE — файлом, который можно прочитать.",
    "{name} must be {kind}, and {name}_FILE a file that can be read.",
)
EMPTY_FILE = Wording(
    "{name}: файл пуст. Запишите в него значение или уберите {name}.",
    "{name}: the file is empty. Write the value into it, or do without {name}.",
)
NOBODYS_HOME = Wording(
    "{name}: на этой машине нет такого пользователя. Напишите путь целиком.",
    "{name}: this machine knows no such user. Write the whole path.",
)
UNKNOWN = Wording("{name} — нет такой настройки у сервиса.", "{name} is no setting of this service.")
TOO_LITTLE = Wording(
    "{name} должно быть не меньше {least}, а дано {value}.", "{name} must be at least {least}, got {value}."
)
TOO_MUCH = Wording(
    "{name} должно быть не больше {most}, а дано {value}.", "{name} must be at most {most}, got {value}."
)
NO_LIMIT = Wording("{name} пишут так: 10 per minute.", "{name} is written so: 10 per minute.")
KEY_SPOILT = Wording(
    "Секрет в {path} повреждён. Верните файл из копии или удалите его: тогда всем придётся войти заново.",
    "The secret in {path} is spoilt. Bring the file back or delete it: then everybody has to log in anew.",
)
LEVEL = Wording(
    "MATCHER_LOG_LEVEL — одно из {levels}, а дано {value!r}.",
    "MATCHER_LOG_LEVEL must be one of {levels}, got {value!r}.",
)
ADDRESS = Wording(
    "MATCHER_DATABASE_URL пишут так: postgresql://имя:пароль@узел:5432/база или sqlite:////папка/файл.db.",
    "MATCHER_DATABASE_URL is written so: postgresql://name:password@host:5432/database or sqlite:////folder/file.db.",
)
KEY_NEEDED = Wording(
    "MATCHER_SECRET_KEY нужно задать вместе с PostgreSQL: на всех машинах один и тот же.",
    "MATCHER_SECRET_KEY must be set with PostgreSQL: every host needs the same one.",
)
KEY_SHORT = Wording(
    "В MATCHER_SECRET_KEY должно быть не меньше {least} знаков, а дано {length}.",
    "MATCHER_SECRET_KEY must have at least {least} characters, got {length}.",
)
LOST_TOO_SOON = Wording(
    "MATCHER_LOST_AFTER_SECONDS должно быть хотя бы вдвое больше MATCHER_HEARTBEAT_SECONDS.",
    "MATCHER_LOST_AFTER_SECONDS must be at least twice MATCHER_HEARTBEAT_SECONDS.",
)
PROVIDER_UNKNOWN = Wording(
    "Вместе с MATCHER_OIDC_ISSUER нужно задать MATCHER_OIDC_CLIENT_ID и MATCHER_OIDC_CLIENT_SECRET.",
    "MATCHER_OIDC_CLIENT_ID and MATCHER_OIDC_CLIENT_SECRET must be set with MATCHER_OIDC_ISSUER.",
)
NO_WAY_BACK = Wording(
    "Вместе с MATCHER_OIDC_ISSUER нужно задать MATCHER_PUBLIC_URL: туда люди возвращаются.",
    "MATCHER_PUBLIC_URL must be set with MATCHER_OIDC_ISSUER: people are sent back there.",
)
UNSAFE = Wording(
    "{name} должно начинаться с https://; http:// — только для этой машины.",
    "{name} must begin with https://; http:// is for this machine only.",
)
