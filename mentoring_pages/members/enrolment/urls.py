"""Addresses of the members area: coming in. The host includes them below members/program/."""

from django.urls import path

from . import views

urlpatterns = [
    path("enrol/", views.program_enrol, name="program-enrol"),
    # Of a coordinator's letter to a program that somebody referred.
    path("enrol/<uuid:referral>/", views.program_enrol, name="program-enrol"),
    path("join/", views.program_join, name="program-join"),
    path("join/<int:pk>/withdraw/", views.join_withdraw, name="join-withdraw"),
    path("invitation/<str:token>/", views.invitation_accept, name="invitation-accept"),
]
