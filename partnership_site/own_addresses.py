"""Which e-mail addresses somebody has shown to be theirs: those that allauth's mail was answered from."""

from allauth.account.models import EmailAddress


def verified_addresses(user):
    """One query."""
    return list(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))
