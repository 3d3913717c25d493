"""What a rule may tell of a page, and to whom."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from resources.absolute_addresses import absolute_url
from resources.enums import RuleEvent

_GONE = (RuleEvent.UNPUBLISHED, RuleEvent.EXPIRED)


@dataclass(frozen=True)
class PageFacts:
    """A page at the moment of the event. `public_title` and `url` are "" unless everyone could see the page.

    A page that was taken off the site has a public title and no address: everyone knew it until now.
    """

    pk: int
    event: str
    title: str
    type_name: str
    public_title: str
    url: str


def facts_of(page, event):
    """The `PageFacts` of a specific page. One query for the restrictions."""
    is_open = (page.live or event in _GONE) and not page.get_view_restrictions().exists()
    return PageFacts(
        pk=page.pk,
        event=str(event),
        title=page.draft_title or page.title,
        type_name=capfirst(str(page._meta.verbose_name)),
        public_title=page.title if is_open else "",
        url=absolute_url(page) if is_open and page.live else "",
    )


def sentence_for(facts, title):
    """What happened, in one sentence; without a title the type of page is named."""
    if not title:
        return _NEUTRAL[facts.event]() % {"type": facts.type_name}
    return _NAMED[facts.event]() % {"title": title}


_NAMED = {
    RuleEvent.PUBLISHED: lambda: _("New on our site: %(title)s"),
    RuleEvent.UPDATED: lambda: _("Updated on our site: %(title)s"),
    RuleEvent.UNPUBLISHED: lambda: _("Taken off our site: %(title)s"),
    RuleEvent.EXPIRED: lambda: _("Expired on our site: %(title)s"),
    RuleEvent.SUBMITTED: lambda: _("Submitted for review: %(title)s"),
}
_NEUTRAL = {
    RuleEvent.PUBLISHED: lambda: _("New, not for everyone: a page of the type “%(type)s”"),
    RuleEvent.UPDATED: lambda: _("Updated, not for everyone: a page of the type “%(type)s”"),
    RuleEvent.UNPUBLISHED: lambda: _("Taken off our site: a page of the type “%(type)s”"),
    RuleEvent.EXPIRED: lambda: _("Expired on our site: a page of the type “%(type)s”"),
    RuleEvent.SUBMITTED: lambda: _("Submitted for review: a page of the type “%(type)s”"),
}
