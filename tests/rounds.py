"""How often a race is run: a few times in each run of the tests, 200 times when somebody asks for it.

RACE_ROUNDS=200 DATABASE_URL=postgres://... .venv/bin/python -m pytest -n0 tests -k races
"""

import os


def rounds_of(usual: int) -> int:
    """The rounds of `RACE_ROUNDS`; without it the `usual` number of the test."""
    return int(os.environ.get("RACE_ROUNDS") or usual)
