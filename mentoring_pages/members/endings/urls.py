"""Addresses of the members area: how a pair ends or goes on, and the farewell."""

from django.urls import path

from . import farewell, views

urlpatterns = [
    path("<uuid:code>/close/", views.pair_close, name="pair-close"),
    path("<uuid:code>/close/answer/", views.ending_answer, name="ending-answer"),
    path("<uuid:code>/close/take-back/", views.ending_take_back, name="ending-take-back"),
    path("<uuid:code>/extend/", views.extension_propose, name="extension-propose"),
    path("<uuid:code>/farewell/", farewell.farewell, name="farewell"),
    path("<uuid:code>/farewell/thanks/", farewell.farewell_thanks, name="farewell-thanks"),
    path("<uuid:code>/farewell/recognition/", farewell.farewell_recognition, name="farewell-recognition"),
    path("<uuid:code>/farewell/letter.pdf", farewell.farewell_letter, name="farewell-letter"),
    path(
        "<uuid:code>/farewell/certificate-<slug:side>.pdf", farewell.farewell_certificate, name="farewell-certificate"
    ),
]
