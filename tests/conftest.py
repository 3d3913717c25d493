"""Fixtures that every test may ask for."""

from tests.database import (
    demo_database,
    django_db_setup,
    made_once,
    pytest_collection_finish,
    pytest_collection_modifyitems,
    pytest_runtest_teardown,
)
from tests.personas import coordinator, editor, former_member, mentee, mentor, outsider, paired, persona, superuser

__all__ = [
    "coordinator",
    "demo_database",
    "django_db_setup",
    "editor",
    "former_member",
    "made_once",
    "mentee",
    "mentor",
    "outsider",
    "paired",
    "persona",
    "pytest_collection_finish",
    "pytest_collection_modifyitems",
    "pytest_runtest_teardown",
    "superuser",
]
