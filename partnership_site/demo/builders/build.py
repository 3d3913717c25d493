"""Building the demo, and taking it away."""

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from ..library import RESOURCES
from ..meetings import GATHERINGS
from ..meetings.hosting import OFFERS, SERIES
from ..mentoring import APPLICATIONS, FINISHED_PAIRS, REQUESTS, RUNNING_PAIRS, TRAINING_SESSIONS
from ..networks import NETWORKS
from ..programs import MENTEES, MENTORS
from .applications import build_applications
from .coming_in import build_coming_in
from .demo import Demo
from .editing import build_editing
from .endings import build_endings
from .following import build_following
from .gatherings import build_gatherings
from .hosting import build_hosting
from .indexing import indexed_at_the_end
from .invitations import build_invitations
from .library import build_library
from .networks import build_networks
from .pairs import build_cycles, build_pairs
from .papers import build_papers
from .people import build_staff
from .programs import build_programs
from .reading import build_reading
from .requests import build_requests
from .site import build_collections, build_frame, build_settings, fill_pages
from .subscriptions import build_subscriptions
from .suggestions import build_suggestions
from .visits import build_concerns, build_visits


@transaction.atomic
def build_demo(today=None) -> Demo:
    """Create the whole demo around `today` (default: this day in the site's zone) and return it.

    Runs `partnership_setup` first, so that the vocabularies are there. All or nothing. Needs a database without demo
    content.
    """
    with indexed_at_the_end():
        call_command("partnership_setup", verbosity=0)
        demo = Demo(today=today or timezone.localdate())
        build_staff(demo)
        build_frame(demo)
        build_programs(demo, MENTORS, MENTEES)
        build_library(demo, RESOURCES)
        build_gatherings(demo, GATHERINGS)
        build_networks(demo, NETWORKS)
        build_invitations(demo)
        build_hosting(demo, SERIES, OFFERS)
        build_collections(demo)
        fill_pages(demo)
        build_settings(demo)
        finished_cycle, running_cycle = build_cycles(demo)
        build_pairs(demo, finished_cycle, running_cycle, finished=FINISHED_PAIRS, running=RUNNING_PAIRS)
        build_visits(demo)
        build_concerns(demo)
        build_endings(finished_cycle, running_cycle)
        build_requests(demo, running_cycle, REQUESTS)
        build_coming_in(demo)
        build_applications(demo, APPLICATIONS, TRAINING_SESSIONS)
        build_subscriptions()
        build_reading(demo)
        build_papers(demo)
        build_editing(demo)
        build_following(demo)
        build_suggestions(demo)
    return demo
