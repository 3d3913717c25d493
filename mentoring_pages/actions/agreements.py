"""The agreement: its text in versions, which staff keep, and the signatures of both sides (R56, R57, R92-R94)."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.enums import OPEN_PAIR_STATUSES, AgreementStatus, Side, other_side
from mentoring_pages.mail import addresses_of, send_after_commit
from mentoring_pages.models import AgreementSignature, AgreementText, MentoringPair
from mentoring_pages.models.agreements import PARTS
from mentoring_pages.permissions import can_keep_agreement_text, signing_side
from mentoring_pages.versions import version_of

from .pair_lock import locked_pair
from .refusals import NotAllowed, TransitionError


class NewTextMeanwhile(TransitionError):
    """The text is another one than the person read."""

    message = gettext_lazy(
        "The coordinators published another text while you were reading, so nothing is signed. Please read this one."
    )


class NothingToSign(TransitionError):
    """No version is published."""

    message = gettext_lazy("There is no text to sign at the moment.")


class PairEnded(TransitionError):
    """The pair was closed while the form was open."""

    message = gettext_lazy("This pair has ended in the meantime, so nothing was signed.")


class VersionSigned(TransitionError):
    """A version that somebody signed stays as it is."""

    message = gettext_lazy("Somebody has signed this version, so it stays as it is. Begin a new one.")


class WrongVersionState(TransitionError):
    """The version is not in the state that the step needs."""

    message = gettext_lazy("This has changed in the meantime, so nothing was done. Please look at where it stands now.")


# --- Signing ---


def text_version(text: AgreementText) -> str:
    """A digest of what is signed: the form carries it, so nobody signs a text that was not on the page."""
    return version_of(text.number, text.title, text.parts)


def sign_agreement(pair: MentoringPair, *, by, name: str, seen: str) -> tuple[AgreementSignature, bool]:
    """Sign the current text for the program that `by` directs. Returns the signature, and whether it is new.

    `seen` is the `text_version` that was on the page. A second signature of the same side changes nothing and mails
    nobody. The other side gets a mail after commit. Raises NotAllowed, PairEnded, NothingToSign, NewTextMeanwhile.
    """
    name = " ".join(name.split())
    with transaction.atomic():
        pair = locked_pair(pair)
        if pair.status not in OPEN_PAIR_STATUSES:
            raise PairEnded
        side = signing_side(by, pair)
        if side is None:
            raise NotAllowed
        text = _current_locked()
        if text is None:
            raise NothingToSign
        known = AgreementSignature.objects.filter(pair=pair, version=text, side=side).first()
        if known:
            return known, False
        if text_version(text) != seen:
            raise NewTextMeanwhile
        if not name:
            raise TransitionError(_("Type your name to sign."))
        signature = AgreementSignature.objects.create(
            pair=pair,
            version=text,
            side=side,
            signed_name=name,
            program_name=pair.program_of(side).name,
            signed_by=by,
            signed_at=timezone.now(),
            text={"title": text.title, "number": text.number, "parts": text.parts},
        )
        _tell_other_side(signature)
    return signature, True


def _tell_other_side(signature):
    pair, side = signature.pair, signature.side
    other = other_side(side)
    is_complete = AgreementSignature.objects.filter(pair=pair, version=signature.version, side=other).exists()
    context = {
        "name": signature.signed_name,
        "program": signature.program_name,
        "other": pair.program_of(other).name,
        "is_complete": is_complete,
    }
    link = ("members:agreement-detail", [pair.code])
    send_after_commit("agreement_signed", addresses_of(pair.program_of(other)), context, link=link)


# --- The text ---


def begin_version(*, by) -> AgreementText:
    """The draft of the next version, begun as a copy of the latest one if there is none yet. Raises NotAllowed."""
    if not can_keep_agreement_text(by):
        raise NotAllowed
    draft = AgreementText.objects.filter(status=AgreementStatus.DRAFT).first()
    if draft:
        return draft
    latest = AgreementText.objects.order_by("-number").first()
    values = {name: getattr(latest, name) for name in ("title", *PARTS)} if latest else {"title": _("Our agreement")}
    try:
        with transaction.atomic():
            return AgreementText.objects.create(number=latest.number + 1 if latest else 1, **values)
    except IntegrityError:
        # Somebody else began it at the same moment.
        return AgreementText.objects.get(status=AgreementStatus.DRAFT)


def edit_version(text: AgreementText, *, by, **values) -> AgreementText:
    """Other words in a version that nobody has signed. Raises NotAllowed, VersionSigned."""
    with transaction.atomic():
        text = AgreementText.objects.select_for_update().get(pk=text.pk)
        if not can_keep_agreement_text(by):
            raise NotAllowed
        if text.signatures.exists():
            raise VersionSigned
        for name, value in values.items():
            setattr(text, name, value)
        text.save()
    return text


def publish_version(text: AgreementText, *, by) -> AgreementText:
    """Ask all open pairs to sign this draft; what they signed before stays in the record. Mails go out by the worker.

    Raises NotAllowed, WrongVersionState.
    """
    if not can_keep_agreement_text(by):
        raise NotAllowed
    with transaction.atomic():
        changed = AgreementText.objects.filter(pk=text.pk, status=AgreementStatus.DRAFT).update(
            status=AgreementStatus.PUBLISHED, published_at=timezone.now(), published_by=by, asked_at=None
        )
        if not changed:
            raise WrongVersionState
        text.refresh_from_db()
    return text


def discard_draft(text: AgreementText, *, by) -> None:
    """Throw a draft away. Raises NotAllowed, WrongVersionState once it is published."""
    if not can_keep_agreement_text(by):
        raise NotAllowed
    with transaction.atomic():
        gone, _rows = AgreementText.objects.filter(pk=text.pk, status=AgreementStatus.DRAFT).delete()
        if not gone:
            raise WrongVersionState


def ask_pairs_to_sign(now=None) -> int:
    """Mail both sides of each open pair about the version published last, once. Returns the number of pairs asked.

    Each pair is a transaction of its own; a run that was cut short goes on where it stopped.
    """
    text = AgreementText.objects.current()
    if text is None or text.asked_at is not None:
        return 0
    pairs = list(MentoringPair.objects.open().filter(created_at__lte=text.published_at))
    for pair in pairs:
        _ask(pair, text)
    AgreementText.objects.filter(pk=text.pk).update(asked_at=now or timezone.now())
    return len(pairs)


@transaction.atomic
def _ask(pair, text):
    pair = locked_pair(pair)
    signed = set(AgreementSignature.objects.filter(pair=pair, version=text).values_list("side", flat=True))
    signed_before = AgreementSignature.objects.filter(pair=pair).exclude(version=text).exists()
    for side in Side:
        if pair.status not in OPEN_PAIR_STATUSES or side in signed:
            continue
        context = {
            "other": pair.partner_of(side).name,
            "what_changed": text.what_changed if signed_before else "",
            "is_new": not signed_before,
        }
        send_after_commit(
            "agreement_asked",
            addresses_of(pair.program_of(side)),
            context,
            link=("members:agreement-detail", [pair.code]),
            once_key=f"{pair.pk} {text.number} {side}",
            sends_now=False,
        )


def _current_locked():
    """The text that is signed, held until the signature is stored, so that nobody rewrites it meanwhile."""
    current = AgreementText.objects.current()
    return AgreementText.objects.select_for_update().get(pk=current.pk) if current else None
