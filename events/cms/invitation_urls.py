"""Staff pages of invitations and date polls, part of `events.cms.urls`. Each is guarded by `desk_page`."""

from django.urls import path

from . import invitation_composing, invitation_pages, poll_pages

urlpatterns = [
    path("<int:pk>/invitations/", invitation_pages.gathering_invitations, name="invitations"),
    path("<int:pk>/invitations/new/", invitation_composing.new_round, name="round-new"),
    path("<int:pk>/invitations/count/", invitation_composing.count, name="invitation-count"),
    path("<int:pk>/polls/new/", poll_pages.new_poll, name="poll-new"),
    path("rounds/<int:pk>/", invitation_pages.round_detail, name="round"),
    path("rounds/<int:pk>/edit/", invitation_composing.edit_round, name="round-edit"),
    path("rounds/<int:pk>/mail/", invitation_pages.round_mail, name="round-mail"),
    path("rounds/<int:pk>/send/", invitation_pages.send, name="round-send"),
    path("rounds/<int:pk>/delete/", invitation_pages.delete_round, name="round-delete"),
    path("polls/<int:pk>/", poll_pages.poll_detail, name="poll"),
    path("polls/<int:pk>/edit/", poll_pages.edit_poll, name="poll-edit"),
    path("polls/<int:pk>/withdraw/", poll_pages.withdraw, name="poll-withdraw"),
    path("polls/<int:pk>/decide/<int:option_pk>/", poll_pages.decide, name="poll-decide"),
]
