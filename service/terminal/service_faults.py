"""What keeps the service from starting, as sentences: the address, the home, the database."""

from questionnaires.wording import Wording

TAKEN = Wording(
    "Порт {port} на {host} занят: вероятно, сервис уже работает. Остановите его или укажите другой: --port N.",
    "Port {port} on {host} is taken: the service may be running already. Stop it or name another: --port N.",
)
NO_ADDRESS = Wording(
    "Слушать {host}:{port} нельзя ({why}). Проверьте --host и --port.",
    "It is not possible to listen on {host}:{port} ({why}). Check --host and --port.",
)
UNREACHABLE = Wording(
    "База данных не отвечает или не пускает. Проверьте MATCHER_DATABASE_URL и что сервер базы работает.",
    "The database does not answer or lets nobody in. Check MATCHER_DATABASE_URL and that its server runs.",
)
NO_DATABASE = Wording(
    "Файл базы данных в MATCHER_HOME повреждён или это не база. Восстановите копию: matcher restore ФАЙЛ.",
    "The database file in MATCHER_HOME is damaged or no database. Restore a backup: matcher restore FILE.",
)
NO_FILE = Wording(
    "Файл базы данных в MATCHER_HOME не открывается или не пишется. Проверьте место на диске и права на папку.",
    "The database file in MATCHER_HOME cannot be opened or written. Check the free space and the rights to the folder.",
)
BUSY = Wording(
    "Файл базы данных занят слишком долго: его держит другая программа. Остановите её и повторите.",
    "The database file has been busy for too long: another program holds it. Stop that one and try again.",
)
NEWER = Wording(
    "База данных новее программы. Обновите программу или восстановите прежнюю копию базы.",
    "The database is newer than the program. Update the program, or restore an earlier backup.",
)
READ_ONLY = Wording(
    "В базу данных нельзя писать: файл или диск только для чтения, либо нет места.",
    "The database cannot be written: file or disk are read-only, or full.",
)


def find_refusal(error: Exception) -> Wording | None:
    """Return why the service cannot start, or None when it is something else.

    What the database itself said is left out: it may repeat the address with its password.
    """
    import sqlite3

    from alembic.util import CommandError
    from sqlalchemy.exc import DatabaseError, OperationalError

    from service.operations.listening import NoAddress

    if isinstance(error, NoAddress):
        said = TAKEN if error.is_taken else NO_ADDRESS
        return said.format(host=error.host, port=error.port, why=error.why)
    if isinstance(error, CommandError) and "locate revision" in str(error):
        return NEWER
    if isinstance(error, OperationalError):
        return _of_a_file(str(error.orig)) if isinstance(error.orig, sqlite3.Error) else UNREACHABLE
    return NO_DATABASE if isinstance(error, DatabaseError) and "not a database" in str(error.orig) else None


def _of_a_file(said: str) -> Wording:
    if "readonly" in said or "is full" in said:
        return READ_ONLY
    return BUSY if "locked" in said else NO_FILE
