from databases import database, migrated_file, migrated_template, postgresql, store

__all__ = ["database", "migrated_file", "migrated_template", "postgresql", "store"]
