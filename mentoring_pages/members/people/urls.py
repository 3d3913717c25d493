"""Addresses of the members area: the people of a program. Included below members/program/."""

from django.urls import path

from . import views

urlpatterns = [
    path("switch/", views.program_switch, name="program-switch"),
    path("<uuid:code>/people/", views.people_list, name="people-list"),
    path("<uuid:code>/people/hand-over/", views.people_hand_over, name="people-hand-over"),
    path("<uuid:code>/people/leave/", views.people_leave, name="people-leave"),
    path("<uuid:code>/people/<int:pk>/role/", views.people_role, name="people-role"),
    path("<uuid:code>/people/<int:pk>/remove/", views.people_remove, name="people-remove"),
    path("<uuid:code>/people/invitations/<int:pk>/resend/", views.invitation_resend, name="invitation-resend"),
    path("<uuid:code>/people/invitations/<int:pk>/revoke/", views.invitation_revoke, name="invitation-revoke"),
    path("<uuid:code>/people/joins/<int:pk>/", views.join_answer, name="join-answer"),
]
