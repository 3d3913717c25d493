"""Taking the demo away again."""

from django.contrib.auth import get_user_model
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from events.models import (
    CalendarEntry,
    CalendarPage,
    FeedLink,
    GatheringPage,
    GatheringSeries,
    HostOffer,
    NetworkCalendar,
)
from mentoring_pages import models as mentoring
from partnership_site.models import DemoLoad, HomePage, StandardPage
from resources.models import (
    AlertFilter,
    CollectionPage,
    ContentRule,
    DeletedPage,
    LinkHost,
    ResourceLibraryPage,
    ResourcePage,
    RuleMessage,
    RuleRun,
    Suggestion,
    SuggestionCriterion,
)
from resources.recycling.keeping import deleting_for_good

from ..library import RESOURCES
from ..people import COORDINATOR, EDITOR
from ..pictures import TITLES
from ..programs import BY_KEY
from .coming_in import NEWCOMER
from .suggestions import QUESTIONS


@transaction.atomic
def remove_demo():
    """Delete the site's content with everything that was changed in it since.

    All pages of our types go, except the home page and the three index pages; so do all mentoring records, the demo's
    files and its people. Vocabularies, settings and other accounts stay.
    """
    mentoring.MentoringPair.objects.all().delete()
    mentoring.MatchRequest.objects.all().delete()
    mentoring.MentoringCycle.objects.all().delete()
    DeletedPage.objects.all().delete()
    LinkHost.objects.all().delete()
    for model in (AlertFilter, ContentRule, RuleMessage, RuleRun):
        model.objects.all().delete()
    Suggestion.objects.all().delete()
    SuggestionCriterion.objects.filter(question__in=QUESTIONS).delete()
    for model in (CollectionPage, GatheringPage, ResourcePage, mentoring.MentorProfilePage, StandardPage):
        _delete_pages(model)
    GatheringSeries.objects.all().delete()
    HostOffer.objects.all().delete()
    CalendarEntry.objects.filter(gathering=None).delete()
    NetworkCalendar.objects.all().delete()
    FeedLink.objects.all().delete()
    mentoring.Referral.objects.all().delete()
    mentoring.Program.objects.all().delete()
    mentoring.TrainingSession.objects.all().delete()
    HomePage.objects.update(doors="[]", body="[]", story=None)
    titles = [entry.title for entry in RESOURCES if entry.pdf]
    for document in get_document_model().objects.filter(title__in=titles):
        document.delete()
    for image in get_image_model().objects.filter(title__in=TITLES.values()):
        image.delete()
    emails = [person.email for program in BY_KEY.values() for person in program.people]
    get_user_model().objects.filter(email__in=[*emails, EDITOR.email, COORDINATOR.email, NEWCOMER.email]).delete()
    DemoLoad.objects.all().delete()


def _delete_pages(model):
    kept = (HomePage, ResourceLibraryPage, CalendarPage, mentoring.MentorDirectoryPage)
    for primary_key in model.objects.order_by("-depth").values_list("pk", flat=True):
        page = Page.objects.filter(pk=primary_key).first()
        if page and not page.get_descendants(inclusive=True).type(kept).exists():
            with deleting_for_good():
                page.delete()
