"""Accounts: the four sign-ins, and everybody who works for a program."""

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from resources.setup import coordinators, editors

from ..people import COORDINATOR, DEMO_PASSWORD, EDITOR
from ..sign_ins import SIGN_INS


def build_staff(demo):
    """The editor and the coordinator, in the groups that `partnership_setup` made."""
    demo.editor = account(demo, EDITOR)
    demo.coordinator = account(demo, COORDINATOR)
    for user, group in ((demo.editor, editors(_silent)), (demo.coordinator, coordinators(_silent))):
        if group:
            user.groups.add(group)


def account(demo, person):
    """The person's account; made at the first call. Only the sign-ins that are printed have a password."""
    if person.email in demo.users:
        return demo.users[person.email]
    model = get_user_model()
    names = {"first_name": person.first_name, "last_name": person.last_name}
    if model.USERNAME_FIELD != "email":
        names[model.USERNAME_FIELD] = person.email
    user = model(email=person.email, is_active=True, **names)
    if person.email in {sign_in.email for sign_in in SIGN_INS}:
        user.password = make_password(DEMO_PASSWORD)
    else:
        user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    demo.users[person.email] = user
    return user


def _silent(text):
    """Setup steps tell what they do; the demo does not repeat it."""
