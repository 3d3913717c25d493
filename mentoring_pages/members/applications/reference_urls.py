"""The addresses in referees' mails: no account is needed."""

from django.urls import path

from . import references

urlpatterns = [path("<str:token>/", references.reference_answer, name="reference-answer")]
