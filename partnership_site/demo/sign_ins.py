"""The accounts that a visitor of the demo may use."""

from typing import NamedTuple

from .people import COORDINATOR, DEMO_PASSWORD, EDITOR


class SignIn(NamedTuple):
    role: str
    email: str
    password: str


SIGN_INS = (
    SignIn("Editor", EDITOR.email, DEMO_PASSWORD),
    SignIn("Coordinator", COORDINATOR.email, DEMO_PASSWORD),
    SignIn("Mentor", "mentor@example.org", DEMO_PASSWORD),
    SignIn("Mentee", "mentee@example.org", DEMO_PASSWORD),
)
