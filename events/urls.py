"""Links that belong to no page: in mails and on posters. A host includes them under any prefix, see docs/install.md."""

from django.urls import path, re_path

from .views import feed_builder, guest_links, invitations, personal_feed, polls

app_name = "gatherings"

urlpatterns = [
    # All that could be meant as one, so that a mistyped secret goes no further and into no log.
    re_path(r"^my/(?P<token>[^/]+)\.ics$", personal_feed.personal_feed, name="personal-feed"),
    path("f/<slug:code>.ics", feed_builder.short_feed, name="short-feed"),
    path("registration/<uuid:code>/", guest_links.guest, name="guest"),
    path("registration/<uuid:code>/<path:rest>", guest_links.guest),
    path("invitations/<uuid:code>/", invitations.invitation, name="invitation"),
    path("invitations/<uuid:code>/register/", invitations.register_invited, name="invitation-register"),
    path("invitations/<uuid:code>/<slug:answer>/", invitations.answer, name="invitation-answer"),
    path("polls/<uuid:code>/", polls.poll, name="poll"),
    path("polls/<uuid:code>/marked/", polls.marked, name="poll-marked"),
    path("polls/marks/<uuid:code>/", polls.own_marks, name="poll-marks"),
]
