"""What each kind of step does. Every function returns what it did in a sentence, or raises `StepRefused`."""

from dataclasses import replace

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from resources.collecting.picking import add_pick
from resources.enums import RuleActionKind
from resources.mailing import queue_mail, rendered
from resources.models import RuleMessage
from resources.registry import register_mail_text

from .facts import sentence_for
from .matching import page_or_none

FOLDER = "partnership_resources/mail"
MAIL = "rule_mail"


class StepRefused(Exception):
    """Why a step could not be done, in words for staff. `is_harmless`: there was nothing to do."""

    def __init__(self, message, *, is_harmless=False):
        super().__init__(message)
        self.message = message
        self.is_harmless = is_harmless


def register():
    """Let staff reword the mail; called once when the app is ready."""
    register_mail_text(MAIL, gettext_lazy("Content rules: something happened to a page"))


def do_step(step, facts):
    """Do one step for a page, all kinds but the submission. Call it inside a transaction."""
    return _DOERS[step.kind](step, facts)


def plan_of(step):
    """What the step would do, in a sentence, for the dry test."""
    return _PLANS[step.kind](step)


def staff_of(group):
    """People of a group who can get a mail."""
    if group is None:
        return []
    people = get_user_model().objects.filter(groups=group, is_active=True).exclude(email="")
    return list({person.email.lower(): person.email for person in people.order_by("pk")}.values())


def edit_url(page_key):
    """The full address of the page's editor."""
    base = getattr(settings, "WAGTAILADMIN_BASE_URL", "") or ""
    return f"{base.rstrip('/')}{reverse('wagtailadmin_pages:edit', args=[page_key])}"


def _mail(step, facts):
    inside, outside = _recipients(step)
    if not inside and not outside:
        raise StepRefused(_("There is nobody to write to: the group is empty or gone."))
    is_there = page_or_none(facts.pk) is not None
    for address in inside:
        _queue(step, address, facts, facts.title, edit_url(facts.pk) if is_there else "")
    public = replace(facts, title="")
    for address in outside:
        _queue(step, address, public, facts.public_title, "")
    count = len(inside) + len(outside)
    return ngettext("%(count)s mail is on its way.", "%(count)s mails are on their way.", count) % {"count": count}


def _recipients(step):
    inside = staff_of(step.group)
    known = {address.lower() for address in inside}
    return inside, [address for address in step.address_list if address.lower() not in known]


def _queue(step, address, facts, title, editor):
    sentence = sentence_for(facts, title)
    subject, text, html = rendered(
        FOLDER,
        MAIL,
        {
            "language": settings.LANGUAGE_CODE,
            "sentence": sentence,
            "words": step.text.strip(),
            "type_name": facts.type_name,
            "page_url": facts.url,
            "edit_url": editor,
        },
    )
    # The screen of mails is seen by others than those who may see drafts.
    about = facts.public_title or facts.type_name
    queue_mail(MAIL, address, subject=subject, text=text, html=html, about=about, sends_now=False)


def _collect(step, facts):
    if step.collection is None:
        raise StepRefused(_("The collection is gone."))
    page = page_or_none(facts.pk)
    if page is None or not page.live:
        raise StepRefused(_("The page is not published, so it is in no collection."), is_harmless=True)
    result = add_pick(step.collection_id, page.pk)
    title = step.collection.title
    if result == "there":
        raise StepRefused(_("It is in “%(title)s” already.") % {"title": title}, is_harmless=True)
    if result == "refused":
        raise StepRefused(_("“%(title)s” is locked or copies another page.") % {"title": title})
    if result == "draft":
        text = _("Put into the draft of “%(title)s”: it holds changes that are not published yet.")
        return text % {"title": title}
    return _("Put into “%(title)s”.") % {"title": title}


def _notify(step, facts):
    if step.group is None:
        raise StepRefused(_("The group is gone."))
    RuleMessage.objects.create(
        group=step.group,
        sentence=sentence_for(facts, facts.title),
        text=step.text.strip(),
        page_key=facts.pk,
        created_at=timezone.now(),
    )
    return _("“%(group)s” sees a message on the home page of the CMS.") % {"group": step.group}


def submit(step, page_key):
    """Submit a page to the workflow of a step. The worker calls it; see `resources.actions.rules`."""
    if step.workflow is None or not step.workflow.active:
        raise StepRefused(_("The workflow is gone or switched off."))
    page = page_or_none(page_key)
    if page is None:
        raise StepRefused(_("The page is deleted."), is_harmless=True)
    if page.workflow_in_progress:
        raise StepRefused(_("The page is in a workflow already."), is_harmless=True)
    if page.get_latest_revision() is None:
        page.save_revision(clean=False)
    step.workflow.start(page, None)
    return _("Submitted to “%(workflow)s”.") % {"workflow": step.workflow}


_DOERS = {
    RuleActionKind.MAIL: _mail,
    RuleActionKind.COLLECT: _collect,
    RuleActionKind.NOTIFY: _notify,
}


def _mail_plan(step):
    inside, outside = _recipients(step)
    text = _("Send a mail to %(inside)s people of the staff, and to %(outside)s typed addresses.")
    return text % {"inside": len(inside), "outside": len(outside)}


_PLANS = {
    RuleActionKind.MAIL: _mail_plan,
    RuleActionKind.COLLECT: lambda step: _("Put the page into “%(title)s”.") % {"title": step.collection or "–"},
    RuleActionKind.NOTIFY: lambda step: _("Show a message to “%(group)s”.") % {"group": step.group or "–"},
    RuleActionKind.SUBMIT: lambda step: _("Submit the page to “%(workflow)s”.") % {"workflow": step.workflow or "–"},
}
