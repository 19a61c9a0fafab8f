"""Both databases."""

from databases import (  # noqa: F401 - fixtures
    database,
    empty_database,
    migrated_file,
    migrated_template,
    postgresql,
    store,
)
