"""The recycle bin: deleted pages can be restored for 30 days, with what is below them, their history and redirects."""
