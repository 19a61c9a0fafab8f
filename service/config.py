"""Settings of the service: from the environment, typed, checked at start, every fault at once."""

import contextlib
import dataclasses
import os
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

from questionnaires.wording import Wording
from service import setting_faults as faults
from service.setting_texts import is_database, is_limit, is_safe, named_in_full

PREFIX = "MATCHER_"
MASK = "***"
SECRET_BYTES = 32
MEGABYTE = 2**20
LAST_PORT = 65_535
MOST = 1_000_000
"""Largest number of a setting that has no other bound: nothing is counted in more."""

NOWHERE = Path()
"""The user's data folder is meant."""

KEYS_FILE = "secret.key"
"""Where the first start keeps the secret it makes."""
DATABASE_FILE = "matcher.db"


class ConfigRefused(Exception):  # noqa: N818 - named for what a person sees
    """Settings have faults; `faults` holds all of them, never a secret."""

    def __init__(self, found: list[Wording]) -> None:
        self.faults = tuple(found)
        super().__init__("\n".join(fault.en for fault in found))


def setting(
    default: Any, about: str, *, least: int | None = None, most: int = MOST, secret: bool = False
) -> Any:
    """Return a field of `Config`: its default, what it is, its smallest and largest value, and whether it is masked."""
    metadata = {"about": about, "least": least, "most": most, "secret": secret}
    return dataclasses.field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings of the service; each is read from ``MATCHER_`` and its name in capitals.

    A value may stand in a file instead: ``MATCHER_SECRET_KEY_FILE`` names it.
    """

    home: Path = setting(NOWHERE, "folder of the database and of the first secret")  # noqa: RUF009 - a frozen path
    database_url: str = setting(
        "", "postgresql://… for a district; SQLite in the home without it", secret=True
    )
    secret_key: str = setting("", "signs cookies and cursors; the same on every host", secret=True)
    host: str = setting("127.0.0.1", "address the web server listens on")
    port: int = setting(8080, "port the web server listens on; 0 for any free one", least=0, most=LAST_PORT)
    public_url: str = setting("", "address people see; needed for log-in by an identity provider")
    trusted_proxies: int = setting(0, "how many proxies in front may say who asks", least=0)
    threads: int = setting(8, "requests answered at the same time", least=1, most=1000)

    solvers: int = setting(1, "runs solved at the same time by one worker", least=1, most=100)
    queue_limit: int = setting(2000, "most runs that may wait", least=1)
    run_memory_mb: int = setting(4096, "most memory of one solver", least=256)
    run_seconds: int = setting(3600, "after so long a solver is taken for stuck", least=1)
    grace_seconds: int = setting(
        20, "how long a running solver may finish when the worker is told to end", least=0
    )
    heartbeat_seconds: int = setting(3, "how often a worker says it lives", least=1)
    lost_after_seconds: int = setting(12, "a worker silent for so long is taken for dead", least=2)

    upload_mb: int = setting(20, "largest uploaded file", least=1)
    unpacked_mb: int = setting(200, "largest unpacked size of a spreadsheet", least=1)
    upload_rows: int = setting(100_000, "most rows of a file", least=1)
    upload_columns: int = setting(500, "most columns of a file", least=1)
    cell_length: int = setting(10_000, "longest cell", least=1)
    upload_seconds: int = setting(60, "longest reading of one file", least=1)
    upload_memory_mb: int = setting(1024, "most memory for reading one file", least=128)

    login_limit: str = setting("10 per minute", "log-ins from one address")
    import_limit: str = setting("60 per minute", "imports of one key")
    session_hours: int = setting(12, "how long a log-in lasts", least=1, most=8760)
    recall_minutes: int = setting(15, "how long a publication can be recalled", least=0)
    retention_days: int = setting(
        1095, "after so many days a closed programme is destroyed", least=1, most=36_500
    )
    webhook_private: bool = setting(False, "whether webhooks may go to internal addresses")

    oidc_issuer: str = setting("", "address of the identity provider; empty: no log-in by it")
    oidc_client_id: str = setting("", "name of this service at the provider")
    oidc_client_secret: str = setting("", "secret of this service at the provider", secret=True)
    oidc_name: str = setting("", "name of the provider on the log-in page")

    secure_cookies: bool = setting(False, "whether cookies go over HTTPS only; set behind TLS")
    metrics_token: str = setting("", "bearer token of /metrics; empty: from this machine only", secret=True)
    log_level: str = setting("INFO", "DEBUG, INFO, WARNING or ERROR")
    free_disk_mb: int = setting(200, "with less free space the service is not ready", least=0)
    queue_age_seconds: int = setting(900, "with an older waiting run the service is not ready", least=1)

    @property
    def is_embedded(self) -> bool:
        """Whether the database is SQLite in a file."""
        return self.database_url.startswith("sqlite")

    def lines(self) -> list[str]:
        """Return every setting as ``MATCHER_NAME=value``, secrets masked."""
        return [f"{variable(field.name)}={_shown(self, field)}" for field in dataclasses.fields(self)]


def load_config(**given: Any) -> Config:
    """Return the settings of the environment; `given` values, of a command line, win.

    Raises
    ------
    ConfigRefused
        With every fault.
    """
    found: list[Wording] = []
    values = dict(_read(found)) | {name: value for name, value in given.items() if value is not None}
    found += _out_of_range(values)
    if found:
        raise ConfigRefused(found)
    return _completed(values)


def variable(name: str) -> str:
    """Return the name of a setting in the environment."""
    return PREFIX + name.upper()


def _read(found: list[Wording]) -> Iterator[tuple[str, Any]]:
    from environs import EnvError, FileAwareEnv

    env = FileAwareEnv(prefix=PREFIX, strip_whitespace=True)
    methods: dict[type, Any] = {str: env.str, int: env.int, bool: env.bool, Path: env.path}
    types = get_type_hints(Config)
    for field in dataclasses.fields(Config):
        kind = types[field.name]
        try:
            yield field.name, methods[kind](field.name.upper(), default=field.default)
        except (EnvError, ValueError):
            # The value itself is not repeated: it may be a secret in the wrong place.
            said = faults.TYPES.get(kind, faults.PATH)
            name = variable(field.name)
            found.append(faults.WRONG_TYPE.format(name=name, kind=said))
    found += _empty_files()
    known = {variable(field.name) for field in dataclasses.fields(Config)} | OTHERS
    given = sorted(name for name in os.environ if name.startswith(PREFIX))
    found += [faults.UNKNOWN.format(name=name) for name in given if name.removesuffix("_FILE") not in known]


def _empty_files() -> Iterator[Wording]:
    """Refuse empty files: a secret that is not there would be made up, differently on each host."""
    for field in dataclasses.fields(Config):
        name = f"{variable(field.name)}_FILE"
        path = Path(os.environ.get(name, "").strip())
        if path != NOWHERE and path.is_file() and not path.read_bytes().strip():
            yield faults.EMPTY_FILE.format(name=name)


OTHERS = {"MATCHER_API_KEY", "MATCHER_DEBUG", "MATCHER_LANG"}
"""Variables with the prefix that belong to the command."""


def _out_of_range(values: dict[str, Any]) -> Iterator[Wording]:
    for field in dataclasses.fields(Config):
        least, most, value = field.metadata["least"], field.metadata["most"], values.get(field.name)
        if least is None or value is None:
            continue
        if value < least:
            yield faults.TOO_LITTLE.format(name=variable(field.name), least=least, value=value)
        if value > most:
            yield faults.TOO_MUCH.format(name=variable(field.name), most=most, value=value)
    for name in ("login_limit", "import_limit"):
        if not is_limit(values.get(name)):
            yield faults.NO_LIMIT.format(name=variable(name))
    yield from _contradictions(values)


def _contradictions(values: dict[str, Any]) -> Iterator[Wording]:
    levels = ("DEBUG", "INFO", "WARNING", "ERROR")
    if values.get("log_level", "INFO") not in levels:
        yield faults.LEVEL.format(levels=", ".join(levels), value=values["log_level"])
    url, key = values.get("database_url") or "", values.get("secret_key") or ""
    if url and not is_database(url):
        yield faults.ADDRESS
    if url.startswith("postgres") and not key:
        yield faults.KEY_NEEDED
    if key and len(key) < SECRET_BYTES:
        yield faults.KEY_SHORT.format(least=SECRET_BYTES, length=len(key))
    if 2 * values.get("heartbeat_seconds", 1) > values.get("lost_after_seconds", 2):
        yield faults.LOST_TOO_SOON
    if values.get("oidc_issuer") and not (values.get("oidc_client_id") and values.get("oidc_client_secret")):
        yield faults.PROVIDER_UNKNOWN
    if values.get("oidc_issuer") and not values.get("public_url"):
        yield faults.NO_WAY_BACK
    for name in ("oidc_issuer", "public_url"):
        if not is_safe(values.get(name) or ""):
            yield faults.UNSAFE.format(name=variable(name))


def _completed(values: dict[str, Any]) -> Config:
    """Fill in what follows from the rest: home, database, the first secret."""
    home = values["home"] if values["home"] != NOWHERE else _data_folder()
    try:
        home = home.expanduser().absolute()
    except RuntimeError:  # ~somebody whom this machine does not know
        raise ConfigRefused([faults.NOBODYS_HOME.format(name=variable("home"))]) from None
    url = named_in_full(values["database_url"] or f"sqlite:///{(home / DATABASE_FILE).as_posix()}")
    key = values["secret_key"] or first_secret(home)
    return Config(**values | {"home": home, "database_url": url, "secret_key": key})


def _data_folder() -> Path:
    if sys.platform == "linux":
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "matcher"
    from click import get_app_dir

    return Path(get_app_dir("matcher", roaming=False))


def first_secret(home: Path) -> str:
    """Return the secret of an embedded service; the first start makes it, readable by its owner alone."""
    path = home / KEYS_FILE
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        _make_secret(path)
    kept = path.read_text(encoding="ascii", errors="replace").strip()
    if len(kept) < SECRET_BYTES:
        raise ConfigRefused([faults.KEY_SPOILT.format(path=path)])
    return kept


def _make_secret(path: Path) -> None:
    """Put a new secret in its place whole: neither a full disk nor another start at this moment leaves half of one."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(
            os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
        ) as file:
            file.write(secrets.token_urlsafe(SECRET_BYTES))
        with contextlib.suppress(FileExistsError):
            _name(fresh, path)
    except OSError as error:  # of the folder: nobody knows the file by the name it has for a moment
        raise OSError(error.errno, error.strerror, str(path.parent)) from error
    finally:
        fresh.unlink(missing_ok=True)


def _name(fresh: Path, path: Path) -> None:
    """Give a whole file its name where nothing has it yet."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:
        fresh.rename(path)  # some file systems have no links


def _shown(config: Config, field: "dataclasses.Field[Any]") -> str:
    value = getattr(config, field.name)
    if not field.metadata["secret"] or not value:
        return str(value)
    if field.name == "database_url":
        from sqlalchemy import make_url

        return make_url(value).render_as_string(hide_password=True)
    return MASK
