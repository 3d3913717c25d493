"""What a browser posts from the page of a plan."""

from bs4 import BeautifulSoup
from django.urls import reverse


def edit_url(pair):
    return reverse("members:plan-edit", args=[pair.code])


def fields_of(page):
    """What a browser would post from this page, untouched."""
    forms = [page.plan_form, page.goals.management_form]
    for goal, steps in page.rows:
        forms += [goal, steps.management_form, *steps]
    data = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is True:
                data[field.html_name] = "on"
            elif value is not False:
                data[field.html_name] = "" if value is None else str(value)
    return data


def posted_by(client, pair):
    """What a browser would post from the page as it opens."""
    return fields_of(client.get(edit_url(pair)).context["page_forms"])


def fields_in(html):
    """The same, read off the page itself: contexts of the test client mix when two threads render at once."""
    data = {}
    for field in BeautifulSoup(html, "html.parser").select("form.m-plan [name]"):
        name, kind = field["name"], field.get("type", "")
        if field.name == "textarea":
            data[name] = field.text.removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]")
            data[name] = chosen.get("value", "") if chosen else ""
        elif field.name == "input" and (kind != "checkbox" or field.has_attr("checked")):
            data[name] = field.get("value", "on" if kind == "checkbox" else "")
    return data
