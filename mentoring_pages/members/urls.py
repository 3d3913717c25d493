"""Every address of the members area, one list per activity. The host includes this at members/."""

from django.urls import include, path

app_name = "members"
urlpatterns = [
    path("", include("mentoring_pages.members.home.urls")),
    path("program/", include("mentoring_pages.members.enrolment.urls")),
    path("program/", include("mentoring_pages.members.people.urls")),
    path("program/", include("mentoring_pages.members.programs.urls")),
    path("mentor/", include("mentoring_pages.members.applications.urls")),
    path("references/", include("mentoring_pages.members.applications.reference_urls")),
    path("hosting/", include("mentoring_pages.members.hosting.urls")),
    path("calendars/", include("mentoring_pages.members.calendars.urls")),
    path("reading/", include("mentoring_pages.members.reading.urls")),
    path("bookmarks/", include("mentoring_pages.members.bookmarks.urls")),
    path("concern/", include("mentoring_pages.members.concerns.urls")),
    path("my-data/", include("mentoring_pages.members.my_data.urls")),
    path("requests/", include("mentoring_pages.members.requests.urls")),
    path("pairs/", include("mentoring_pages.members.pairs.urls")),
    path("pairs/", include("mentoring_pages.members.beginnings.urls")),
    path("pairs/<uuid:pair_code>/agreement/", include("mentoring_pages.members.agreements.urls")),
    path("pairs/", include("mentoring_pages.members.endings.urls")),
    path("evaluations/", include("mentoring_pages.members.evaluations.reminder_urls")),
    path("certificates/", include("mentoring_pages.members.endings.check_urls")),
    path("pairs/<uuid:pair_code>/plan/", include("mentoring_pages.members.plans.urls")),
    path("pairs/<uuid:pair_code>/meetings/", include("mentoring_pages.members.meetings.urls")),
    path("pairs/<uuid:pair_code>/contacts/", include("mentoring_pages.members.contacts.urls")),
    path("pairs/<uuid:pair_code>/visits/", include("mentoring_pages.members.visits.urls")),
    path("pairs/<uuid:pair_code>/journal/", include("mentoring_pages.members.journals.urls")),
    path("pairs/<uuid:pair_code>/evaluations/", include("mentoring_pages.members.evaluations.urls")),
]
