"""Addresses of the members area: plans."""

from django.urls import path

from . import checklists, editing, reading, views

urlpatterns = [
    path("", views.plan_detail, name="plan-detail"),
    path("edit/", editing.plan_edit, name="plan-edit"),
    path("approve/", views.plan_approve, name="plan-approve"),
    path("history/", views.plan_history, name="plan-history"),
    path("plan.pdf", views.plan_pdf, name="plan-pdf"),
    path("resources/", reading.plan_resources, name="plan-resources"),
    path("resources/<int:resource_pk>/attach/", reading.plan_attach, name="plan-attach"),
    path("resources/<int:line_pk>/remove/", reading.plan_detach, name="plan-detach"),
    path("steps/<int:step_pk>/", views.step_tick, name="step-tick"),
    path("checklist/", checklists.checklist_detail, name="checklist-detail"),
    path("checklist/<int:item_pk>/", checklists.checklist_tick, name="checklist-tick"),
]
