"""What a browser posts from the page of a plan."""

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
