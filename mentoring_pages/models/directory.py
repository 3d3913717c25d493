"""The mentor directory and the public page of each mentor program."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, Count, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.images import get_image_model_string
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from events.places import coordinates_of_zip
from mentoring_pages.directory.routes import DirectoryRoutes, ProfileRoutes
from mentoring_pages.enums import HOLDING_PAIR_STATUSES, Availability, EnrolmentStatus, Visibility
from mentoring_pages.page_form import MentorPageForm
from mentoring_pages.panels import directory_edit_handler, profile_edit_handler
from resources.models import BodyMixin, DerivedBooleanField, DerivedFloatField, IntroMixin, SortTitleMixin
from resources.pages import BasePage, parent_link

from .applications import MentorApplication
from .facts import FACTS_BY_KEY, ProgramFacts
from .pairs import MentoringPair

# The facts that the directory's filters are about and that most programs show to everyone.
COUNTED_FACTS = (
    "location",
    "setting",
    "population",
    "size",
    "community",
    "components",
    "sites",
    "experience",
    "accreditation",
)


def is_mentor() -> Q:
    """Pages of programs that are mentors: by an application, or without one, as those that were there before."""
    return ~Q(program__in=MentorApplication.objects.barring().values("program"))


class MentorProfileQuerySet(PageQuerySet):
    def with_open_pairs(self):
        """Adds `open_pair_count`: pairs of the program, as mentor, that are open or to be confirmed."""
        # A subquery, not a join: grouping would compare every column of every profile.
        pairs = MentoringPair.objects.holding().filter(mentor=OuterRef("program")).order_by().values("mentor")
        counted = pairs.annotate(count=Count("pk")).values("count")
        return self.annotate(open_pair_count=Coalesce(Subquery(counted), 0))

    def available(self):
        """Mentors that take requests: enrolled, not paused, with a place left, and no application that says otherwise.

        Set twin of `takes_requests`, which leaves the application to the page being off the site.
        """
        # By the few programs that take none, not by asking for each profile: that takes ten times as long.
        taking_part = self.filter(is_mentor(), availability=Availability.OPEN, program__isnull=False)
        taking_part = taking_part.exclude(program__in=self._not_enrolled())
        return taking_part.filter(capacity__gt=0).exclude(program__in=self._without_place())

    def with_state(self):
        """Adds `state`: "open" for what is `available`, "full" or "paused", all found in one look at the rows."""
        full = Q(capacity=0) | Q(program__in=self._without_place())
        state = Case(
            When(self._is_paused(), then=Value("paused")), When(full, then=Value("full")), default=Value("open")
        )
        return self.annotate(state=state)

    def _is_paused(self):
        return ~Q(availability=Availability.OPEN) | Q(program=None) | Q(program__in=self._not_enrolled())

    def _not_enrolled(self):
        programs = self.model._meta.get_field("program").related_model.objects
        return programs.exclude(status=EnrolmentStatus.ENROLLED).order_by().values("pk")

    def _without_place(self):
        pairs = MentoringPair.objects.holding().order_by().values("mentor")
        counted = pairs.annotate(taken=Count("pk"), places=Max("mentor__mentor_page__capacity"))
        return counted.filter(taken__gte=F("places")).values("mentor")

    def listed(self):
        """Pages of mentors that everyone may see."""
        return self.live().public().filter(is_mentor())

    def about(self, topic_ids):
        """Mentors who know at least one of the topics."""
        return self.filter(topics__in=topic_ids).distinct()

    def with_row_data(self):
        """All that a row of a list prints, at a fixed number of queries."""
        return (
            self.with_open_pairs().select_related("region", "setting", "picture", "program").prefetch_related("topics")
        )


class MentorDirectoryPage(DirectoryRoutes, RoutablePageMixin, IntroMixin, BasePage):
    """Where mentees and the public find mentor programs (R8, R9, R33)."""

    page_ptr = parent_link()

    template = "mentoring_pages/mentor_directory_page.html"
    subpage_types = ["mentoring_pages.MentorProfilePage"]
    edit_handler = directory_edit_handler()
    search_fields = [*BasePage.search_fields, *IntroMixin.intro_search_fields]
    api_fields = [APIField("intro")]

    class Meta:
        verbose_name = _("mentor directory")
        verbose_name_plural = _("mentor directories")


class MentorProfileMixin(SortTitleMixin, ProgramFacts, BodyMixin):
    """What a mentor program says of itself, beside the 14 facts."""

    program = models.OneToOneField(
        "mentoring_pages.Program",
        verbose_name=_("program"),
        on_delete=models.PROTECT,
        null=True,
        related_name="mentor_page",
    )
    tagline = models.CharField(_("in one sentence"), max_length=200, blank=True)
    topics = ParentalManyToManyField(
        "partnership_resources.Topic",
        verbose_name=_("can help with"),
        blank=True,
        related_name="%(app_label)s_%(class)ss",
    )
    offer = models.TextField(_("what we offer as a mentor"), max_length=1_500, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("mentees at a time"),
        default=1,
        validators=[MaxValueValidator(20)],
        help_text=_("How many pairs you can take on."),
    )
    availability = models.CharField(
        _("availability"), max_length=8, choices=Availability.choices, default=Availability.OPEN
    )
    reopens_on = models.DateField(
        _("may take requests again from"),
        null=True,
        blank=True,
        help_text=_("Shown while the program is full or paused. Empty: not known."),
    )
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    hides_facts = DerivedBooleanField(default=True, derived_from="hides_counted_facts")
    is_licensed = DerivedBooleanField(default=False, derived_from="tells_accreditation")
    # The middle of the ZIP code, for distances. As hidden as the location itself.
    latitude = DerivedFloatField(null=True, derived_from="latitude_of_zip")
    longitude = DerivedFloatField(null=True, derived_from="longitude_of_zip")

    class Meta:
        abstract = True

    def clean(self):
        """The constraint on `hides_facts` is looked at before the column is written."""
        super().clean()
        self.hides_facts = self.hides_counted_facts

    @property
    def hides_counted_facts(self):
        """Whether somebody may not see one of the facts that the directory filters by (T6)."""
        shown = (getattr(self, FACTS_BY_KEY[key].visibility_field) for key in COUNTED_FACTS)
        return any(visibility != Visibility.PUBLIC for visibility in shown)

    @property
    def tells_accreditation(self):
        """Whether the program says that it is licensed or accredited, to whoever may read it."""
        return bool(self.accreditation.strip())

    @property
    def latitude_of_zip(self):
        """None without a ZIP code that there is."""
        place = coordinates_of_zip(self.zip_code)
        return place[0] if place else None

    @property
    def longitude_of_zip(self):
        """None without a ZIP code that there is."""
        place = coordinates_of_zip(self.zip_code)
        return place[1] if place else None

    @property
    def places_left(self):
        """Mentee places still free, never below 0. Costs one query unless the row came from `with_open_pairs`."""
        taken = getattr(self, "open_pair_count", None)
        if taken is None:
            taken = (
                self.program.pairs_as_mentor.filter(status__in=HOLDING_PAIR_STATUSES).count() if self.program_id else 0
            )
        return max(self.capacity - taken, 0)

    @property
    def takes_requests(self):
        """Whether a mentee may ask this mentor now. Set twin: `available`."""
        return self._takes_part and self.places_left > 0

    @property
    def is_full(self):
        """Whether only a place is missing. Set twin: `full`."""
        return self._takes_part and self.places_left == 0

    @property
    def _takes_part(self):
        is_enrolled = self.program_id is not None and self.program.status == EnrolmentStatus.ENROLLED
        return is_enrolled and self.availability == Availability.OPEN


class MentorProfilePage(ProfileRoutes, RoutablePageMixin, MentorProfileMixin, BasePage):
    """The public page of a mentor program (R9, R11)."""

    page_ptr = parent_link()

    objects = PageManager.from_queryset(MentorProfileQuerySet)()

    base_form_class = MentorPageForm
    template = "mentoring_pages/mentor_profile_page.html"
    parent_page_types = ["mentoring_pages.MentorDirectoryPage"]
    subpage_types = []
    edit_handler = profile_edit_handler()
    # Only what is always public: the 14 facts may be hidden one by one, so the index never holds them as they are.
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("tagline"),
        index.SearchField("offer"),
        index.SearchField("public_facts_text"),
        *BodyMixin.body_search_fields,
        index.RelatedFields("topics", [index.SearchField("name")]),
        index.AutocompleteField("title"),
    ]
    api_fields = [
        APIField("tagline"),
        APIField("topics"),
        APIField("offer"),
        APIField("takes_requests"),
        APIField("public_facts"),
    ]

    class Meta:
        verbose_name = _("mentor profile")
        verbose_name_plural = _("mentor profiles")
        # The directory sorts by titles and counts its filters over all profiles, whose own rows are long.
        indexes = [
            models.Index(fields=["sort_title"], name="mentoring_profile_title"),
            models.Index(fields=["size_band"], name="mentoring_profile_size"),
            models.Index(fields=["site_count"], name="mentoring_profile_sites"),
            models.Index(fields=["founded_year"], name="mentoring_profile_founded"),
            models.Index(fields=["funding_visibility"], name="mentoring_profile_funding"),
            models.Index(
                fields=["is_licensed"], condition=models.Q(is_licensed=True), name="mentoring_profile_licensed"
            ),
            models.Index(fields=["latitude", "longitude", "location_visibility"], name="mentoring_profile_place"),
            models.Index(fields=["availability", "capacity", "program"], name="mentoring_profile_open"),
            models.Index(fields=["hides_facts"], condition=models.Q(hides_facts=True), name="mentoring_profile_hides"),
        ]
        constraints = [
            # Whoever writes past `save()` must not make the directory count what is hidden.
            models.CheckConstraint(
                condition=models.Q(hides_facts=True)
                | models.Q(**{f"{key}_visibility": Visibility.PUBLIC for key in COUNTED_FACTS}),
                name="mentoring_profile_hides_known",
            )
        ]
