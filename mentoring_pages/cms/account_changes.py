"""Whoever's e-mail address or password staff change in the CMS hears of it, at the address that was theirs before.

Otherwise somebody who may edit accounts could sign in as a member unnoticed and read what is the member's alone (T4).
"""

from wagtail import hooks

from mentoring_pages.mail import send_after_commit


def _facts(user):
    return getattr(user, user.get_email_field_name(), ""), user.password


@hooks.register("before_edit_user")
def remember_account(request, user):
    """What the account said before the form was sent."""
    request.account_before = _facts(user)


@hooks.register("after_edit_user")
def tell_of_account_change(request, user):
    """One mail to the old address, if the address or the password is another one."""
    before = getattr(request, "account_before", None)
    if before is None or before == _facts(user):
        return
    context = {"is_address": before[0] != _facts(user)[0], "is_password": before[1] != _facts(user)[1]}
    send_after_commit("account_changed", [before[0]], context)
