"""Two browsers edit one plan at once: both texts survive (R44)."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mentoring_pages.models import ActionPlan, Goal, PlanEvent
from tests.browser.helpers import sign_in
from tests.browser.place import MENTEE, MENTOR
from tests.browser.places import pair_of_sign_ins

OUTLINE, MEASURE, NEW_GOAL = "What we want to work on", "How we will know", "Goal"


@pytest.fixture
def pages(new_context, demo_site):
    """The open plan in the mentor's browser and in the mentee's."""
    found = []
    for who in (MENTOR, MENTEE):
        page = new_context().new_page()
        sign_in(page, demo_site, who)
        page.goto(demo_site.url + reverse("members:plan-edit", args=[pair_of_sign_ins().code]))
        found.append(page)
    return found


def write(page, outline, measure, goal):
    main = page.get_by_role("main")
    main.get_by_label(OUTLINE).fill(outline)
    main.get_by_label(MEASURE).first.fill(measure)
    main.get_by_label(NEW_GOAL, exact=True).last.fill(goal)


def test_two_browsers_edit_the_plan_at_once_and_both_texts_survive(pages):
    """Show 3: the second saver sees both, and one click keeps both; emoji and right-to-left letters too."""
    mentor, mentee = pages
    write(mentor, "From the mentor 🌻", "Mentor counts", "A goal of the mentor's")
    write(mentee, "From the mentee שלום", "Mentee counts", "A goal of the mentee's")

    mentor.get_by_role("button", name="Save the plan").last.click()
    expect(mentor.get_by_role("main")).to_contain_text("The plan is saved. Both of you see it.")
    mentee.get_by_role("button", name="Save the plan").last.click()
    main = mentee.get_by_role("main")
    expect(main).to_contain_text("Nora Brightwater saved this plan while you were writing")
    expect(main.get_by_label(OUTLINE)).to_have_value("From the mentee שלום")
    expect(main).to_contain_text("From the mentor 🌻")
    main.get_by_role("button", name="Keep both texts everywhere and save").click()
    expect(main).to_contain_text("The plan is saved. Both of you see it.")

    plan = ActionPlan.objects.get(pair=pair_of_sign_ins())
    assert plan.outline == "From the mentee שלום\n\nFrom the mentor 🌻"
    assert plan.goals.first().measure == "Mentee counts / Mentor counts"
    goals = set(plan.goals.values_list("text", flat=True))
    assert {"A goal of the mentor's", "A goal of the mentee's"} <= goals
    for page in pages:
        page.reload()
        page.goto(page.url.replace("/edit/", "/"))
        expect(page.get_by_role("main")).to_contain_text("From the mentor 🌻")
        expect(page.get_by_role("main")).to_contain_text("A goal of the mentee's")
    Goal.objects.filter(plan=plan, text__startswith="A goal of the ment").delete()
    PlanEvent.objects.filter(pair=plan.pair).exclude(changes__0__what="approved").delete()
