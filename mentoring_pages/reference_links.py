"""The secret address in a referee's mail: a code with a signature, so that a copy of the database opens no form."""

from django.core import signing

from mentoring_pages.models import Referee

_SALT = "mentoring_pages.reference"


def token_of(referee) -> str:
    """The part of the address that is the referee's alone. It is the same in each mail."""
    return signing.Signer(salt=_SALT).sign(str(referee.code))


def find_referee(token: str) -> Referee | None:
    """The referee to whom the address was sent, whatever became of the application; None for any other. One query."""
    try:
        code = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        return None
    return Referee.objects.select_related("application__program").filter(code=code).first()
