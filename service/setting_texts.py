"""What the text of a setting must look like: a limit, the address of a database, an address that is safe."""


def is_limit(value: str | None) -> bool:
    """Tell whether a text says how often something may be done, as ``10 per minute``."""
    from limits import parse

    try:
        return value is None or parse(value).amount > 0
    except ValueError:
        return False


def is_database(url: str) -> bool:
    """Tell whether a text is the address of a database of a known kind."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        kind = make_url(named_in_full(url)).get_backend_name()
    except (ArgumentError, ValueError):
        return False
    return kind in ("postgresql", "sqlite")


def named_in_full(url: str) -> str:
    """Return an address of PostgreSQL with the long name of its kind; both are in use."""
    return url.replace("postgres://", "postgresql://", 1)


def is_safe(address: str) -> bool:
    """Tell whether an address is empty, of TLS, or of this machine."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    here = parts.hostname in ("127.0.0.1", "::1", "localhost")
    return not address or parts.scheme == "https" or (parts.scheme == "http" and here)
