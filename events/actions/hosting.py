"""Programs offer to host gatherings, and staff answer (R26)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.enums import NEXT_OFFER_STATUSES, TAKING_PLACE_STATUSES, AttendanceMode, OfferStatus
from events.exceptions import AlreadyAnswered, MayNotPlan, PlanningRefused
from events.models import GatheringPage, HostOffer, Region
from events.permissions import can_run_gatherings
from events.staff import screen_url, staff_addresses
from resources.absolute_addresses import absolute_url
from resources.mailing import queue_mail, rendered

from .seats import lock_gathering

MAIL_FOLDER = "partnership_events/mail"
SCREEN = "partnership_events_hostoffer_modeladmin_inspect"


@dataclass(frozen=True)
class OfferingProgram:
    """The program that offers: its code and name, and the key of its page; None without one."""

    code: UUID
    name: str
    page_id: int | None = None


def offer_to_host(
    program: OfferingProgram,
    region: Region,
    *,
    by: Any,
    gathering: GatheringPage | None = None,
    months: str = "",
    venue_name: str = "",
    city: str = "",
    zip_code: str = "",
    note: str = "",
) -> HostOffer:
    """An open offer, for one gathering or, without, for any of the region; staff who run gatherings get a mail.

    Who may speak for a program, callers check. Raises PlanningRefused if the gathering does not need a host any more,
    stands in another region, or the program has offered the same before.
    """
    with transaction.atomic():
        # Writing the row is the lock: of two offers for any time, sent at once, the second finds the first.
        Region.objects.filter(pk=region.pk).update(is_active=F("is_active"))
        if gathering is not None:
            gathering = lock_gathering(gathering.pk)
            if gathering.region_id != region.pk or not needs_host(gathering):
                raise PlanningRefused(_("This gathering does not look for a host any more. Thank you all the same."))
        if HostOffer.objects.open().filter(program_code=program.code, gathering=gathering).exists():
            raise PlanningRefused(
                _("Your program has offered this already, and the offer is still open. Take it back to make another.")
            )
        offer = HostOffer.objects.create(
            region=region,
            gathering=gathering,
            program_name=program.name,
            program_page_id=program.page_id,
            program_code=program.code,
            offered_by=by,
            months=months,
            venue_name=venue_name,
            city=city,
            zip_code=zip_code,
            note=note,
        )
        _tell_staff(offer)
    return offer


def withdraw_offer(offer: HostOffer) -> HostOffer:
    """Take an open offer back. Who may speak for a program, callers check. Raises AlreadyAnswered."""
    with transaction.atomic():
        return _step(offer, OfferStatus.WITHDRAWN)


def accept_offer(
    offer: HostOffer, *, by: Any, gathering: GatheringPage | None = None, answer: str = ""
) -> tuple[HostOffer, bool]:
    """Make the program the host of the gathering, in a new revision, and write to whoever offered.

    `gathering` is needed for an offer for any time. What was published stays so: a published page is published with its
    host at once, a draft stays a draft, and other changes to a published page stay unpublished beside it. Returns the
    offer and whether the host is public; it is not for a draft, or if the person may not publish the page. Raises
    MayNotPlan, AlreadyAnswered, and PlanningRefused if the gathering has another host or is locked.
    """
    with transaction.atomic():
        if not can_run_gatherings(by):
            raise MayNotPlan
        offer = _step(offer, OfferStatus.ACCEPTED, by=by, answer=answer, gathering=gathering)
        if offer.gathering_id is None:
            raise PlanningRefused(_("Choose the gathering that the program will host."))
        page = lock_gathering(offer.gathering_id)
        _check_page(page, offer, by)
        is_public, shown = _write_host(page, offer, by)
        _queue_answer(offer, "host_offer_accepted", shown)
    return offer, is_public


def decline_offer(offer: HostOffer, *, by: Any, answer: str = "") -> HostOffer:
    """Say no kindly; `answer` is sent along. Raises MayNotPlan, AlreadyAnswered."""
    with transaction.atomic():
        if not can_run_gatherings(by):
            raise MayNotPlan
        offer = _step(offer, OfferStatus.DECLINED, by=by, answer=answer)
        _queue_answer(offer, "host_offer_declined", offer.gathering)
    return offer


def needs_host(gathering: GatheringPage) -> bool:
    """Whether a published gathering looks for a host: to come, taking place, in a room, and nobody hosts it yet."""
    return (
        gathering.live
        and not gathering.is_over
        and gathering.status in TAKING_PLACE_STATUSES
        and gathering.mode != AttendanceMode.ONLINE
        and not gathering.host_page_id
        and not gathering.host_name
    )


def _step(offer, status, *, by=None, answer="", gathering=None):
    """Move the offer on. Writing the row only if the step is allowed is the lock: of two answers one finds nothing."""
    allowed_from = [before for before, steps in NEXT_OFFER_STATUSES.items() if status in steps]
    values = {"status": status, "answered_at": timezone.now(), "answered_by": by, "answer": answer}
    if gathering is not None:
        values["gathering"] = gathering
    if not HostOffer.objects.filter(pk=offer.pk, status__in=allowed_from).update(**values):
        raise AlreadyAnswered
    return HostOffer.objects.select_related("region", "gathering", "offered_by").get(pk=offer.pk)


def _check_page(page, offer, by):
    rights = page.permissions_for_user(by)
    if not rights.can_edit():
        raise MayNotPlan
    if rights.page_locked():
        raise PlanningRefused(_("The page of this gathering is locked, so its host can't be set. Unlock it first."))
    if page.region_id != offer.region_id and _newest(page).region_id != offer.region_id:
        raise PlanningRefused(_("This gathering is in another region than the program."))
    for version in (page, _newest(page)):
        if _has_other_host(version, offer):
            raise PlanningRefused(
                _("%(host)s hosts this gathering by now. Choose another one, or change its host first.")
                % {"host": version.host}
            )


def _has_other_host(version, offer):
    if version.host_page_id:
        return version.host_page_id != offer.program_page_id
    return bool(version.host_name) and version.host_name.casefold() != offer.program_name.casefold()


def _newest(page):
    return page.get_latest_revision_as_object()


def _write_host(page, offer, by):
    """Put the host on what is public and on what is being worked on. Returns whether the public sees it, and what a
    mail about it may tell.
    """
    draft = _newest(page) if page.has_unpublished_changes else None
    is_public = page.live and page.permissions_for_user(by).can_publish()
    if is_public:
        _set_host(page, offer)
        page.save_revision(user=by, log_action=True).publish(user=by)
    elif draft is None:
        draft = _newest(page)
    if draft is not None:
        _set_host(draft, offer)
        draft.save_revision(user=by, log_action=True)
    return is_public, page if page.live else draft


def _set_host(version, offer):
    version.host_page_id = offer.program_page_id
    version.host_name = "" if offer.program_page_id else offer.program_name
    if offer.venue_name:
        # The street belonged to another place.
        version.venue_name, version.street = offer.venue_name, ""
    if offer.city or offer.zip_code:
        version.city, version.zip_code = offer.city, offer.zip_code


def _tell_staff(offer):
    """A mail to each who runs gatherings, once for an offer. An answer to it goes to whoever offered."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {"offer": offer, "screen_url": screen_url(SCREEN, offer.pk)}
        subject, text, html = rendered(MAIL_FOLDER, "host_offer_new", context)
    for address in staff_addresses():
        queue_mail(
            "host_offer_new",
            address,
            subject=subject,
            text=text,
            html=html,
            about=str(offer),
            reply_to=offer.offered_by.email if offer.offered_by else "",
            once_key=f"offer-{offer.pk}-new-{address}"[:160],
        )


def _queue_answer(offer, name, gathering):
    """Mail to whoever offered; nobody if the account is gone. A draft's title is no secret to its host."""
    if offer.offered_by is None:
        return
    public = gathering if gathering is not None and gathering.live else None
    with translation.override(gathering.locale.language_code if gathering is not None else settings.LANGUAGE_CODE):
        context = {
            "offer": offer,
            "gathering": gathering,
            "page_url": absolute_url(public) if public is not None else "",
        }
        subject, text, html = rendered(MAIL_FOLDER, name, context)
    queue_mail(
        name,
        offer.offered_by.email,
        subject=subject,
        text=text,
        html=html,
        about=str(offer),
        reply_to=gathering.contact_email if gathering is not None else "",
        once_key=f"offer-{offer.pk}-answer",
    )
