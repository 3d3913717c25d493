"""The base of the staff screens of gatherings, and the guard of the pages beside them."""

from django.http import Http404

from events.models import GatheringPage
from events.permissions import can_run_gatherings
from resources.cms import scoped

# Guards a page that is no screen: sign-in, else 403; nothing of it is stored by browsers.
desk_page = scoped.guarded(can_run_gatherings)


class GatheringModelAdmin(scoped.ScopedModelAdmin):
    """A screen of those who run gatherings."""

    def can_use(self, user):
        return can_run_gatherings(user)


def gathering_or_404(pk):
    """Any gathering, drafts included: who runs gatherings runs all of them."""
    gathering = None if pk > 2**62 else GatheringPage.objects.filter(pk=pk).first()
    if gathering is None:
        raise Http404
    return gathering
