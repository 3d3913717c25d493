"""What keeps rules from setting off rules."""

from contextlib import contextmanager
from contextvars import ContextVar

# Steps for one page by one rule within a minute; an editor who saves in haste stays far below.
MOST_PER_MINUTE = 10

_running: ContextVar[bool] = ContextVar("partnership_rule_running", default=False)


@contextmanager
def running():
    """What happens in here sets off no rule."""
    token = _running.set(True)
    try:
        yield
    finally:
        _running.reset(token)


def is_running():
    """Whether a rule is at work."""
    return _running.get()
