"""What `make run` and `make demo-reset` do once Python and the packages are there."""


class CannotStart(Exception):
    """Something the person at the keyboard can put right; its text says what, in a plain sentence or two."""
