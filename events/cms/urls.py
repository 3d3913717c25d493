"""Staff pages of one gathering and of guests' data, inside the CMS. Each is guarded by `desk_page`."""

from django.urls import path

from . import attendance, feeds, gathering_pages, guests_data, invitation_urls

app_name = "gathering_desk"

urlpatterns = [
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/<int:pk>/check/", feeds.check, name="feed-check"),
    path("guests-data/", guests_data.retention, name="guests-data"),
    path("guests-data/remove/", guests_data.remove, name="guests-data-remove"),
    path("<int:pk>/", gathering_pages.detail, name="gathering"),
    path("<int:pk>/guests.csv", gathering_pages.guests_csv, name="guests-csv"),
    path("<int:pk>/guests.xlsx", gathering_pages.guests_xlsx, name="guests-xlsx"),
    path("<int:pk>/sign-in-sheet/", attendance.sign_in_sheet, name="sign-in-sheet"),
    path("<int:pk>/host-notes/", attendance.host_notes, name="host-notes"),
    path("<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("<int:pk>/attendance/walk-in/", attendance.walk_in, name="walk-in"),
    path("<int:pk>/attendance/<int:registration_pk>/", attendance.tick, name="tick"),
    path("<int:pk>/certificates/", gathering_pages.all_certificates, name="certificates"),
    path("<int:pk>/evaluations/", gathering_pages.evaluations, name="evaluations"),
    *invitation_urls.urlpatterns,
]
