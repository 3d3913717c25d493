"""What stands beside the plan: approvals, history, checklist, resources, and the plan on paper (R13, R14, R44, R85)."""

import datetime as dt
from io import BytesIO

import pytest
from django.core import mail
from django.urls import reverse
from pypdf import PdfReader

from mentoring_pages.actions.checklists import tick_item
from mentoring_pages.actions.plan_approvals import NothingToApprove, OtherPlanMeanwhile, approve_plan
from mentoring_pages.actions.plan_resources import attach_resource, plans_that_use
from mentoring_pages.actions.plans import GoalDraft, PlanDraft, StepDraft, save_plan, tick_step
from mentoring_pages.actions.refusals import NotAllowed, TransitionError
from mentoring_pages.enums import PairStatus
from mentoring_pages.members.plans import paper
from mentoring_pages.models import (
    ActionPlan,
    ChecklistItem,
    ChecklistTick,
    Goal,
    GoalStep,
    MentoringSettings,
    PlanApproval,
    PlanEvent,
    PlanResource,
)
from mentoring_pages.people import name_of
from mentoring_pages.plan_changes import changes_between, content_of, in_words, record_of
from resources.models import Topic
from resources.registry import use_counts
from tests.factories import mentoring, resources
from tests.mentoring_pages.planning import edit_url, fields_of, posted_by
from tests.pages import text_of
from tests.queries import count_queries


@pytest.fixture
def plan(paired):
    plan = mentoring.ActionPlanFactory(pair=paired.pair, outline="First words", updated_by=paired.mentor)
    goal = mentoring.GoalFactory(plan=plan, text="More families", measure="Sign-in sheet")
    mentoring.GoalStepFactory(goal=goal, text="Ask ten families", owner="mentee")
    return plan


def url(name, pair, *more):
    return reverse(f"members:{name}", args=[pair.code, *more])


def rewrite(plan, by, **changes):
    """Save the plan with other words in its one goal."""
    goal = plan.goals.get()
    draft = GoalDraft(**{"text": goal.text, "pk": goal.pk, "measure": goal.measure, **changes})
    plan.refresh_from_db()
    saved = save_plan(plan.pair, PlanDraft(outline=plan.outline, goals=(draft,)), version=plan.version, by=by)
    plan.refresh_from_db()
    return saved


# --- Approvals ---


def test_both_sides_approve_and_each_other_gets_a_mail(client, mentor, mentee, paired, plan, committed):
    """R44: an approval is of the plan that was on the page; the mail holds none of its words."""
    client.force_login(mentor)
    shown = client.get(url("plan-detail", paired.pair))
    posted = {"content_version": shown.context["approval"]["content_version"]}
    for _turn in range(2):
        committed(client.post, url("plan-approve", paired.pair), posted)
    committed(approve_plan, paired.pair, content_version=1, by=mentee)

    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["mentee@example.org"], "Goldfinch Bridge After School has approved your plan"),
        (["mentor@example.org"], "You and Lantern Creek Learning Club have both approved your plan"),
    ]
    assert "families" not in "".join(one.body for one in mail.outbox)
    assert PlanApproval.objects.count() == 2
    assert "Both of you have approved this plan" in text_of(client.get(url("plan-detail", paired.pair)))


def test_a_later_change_asks_again_and_says_what_changed_since(client, mentor, mentee, paired, plan):
    for person in (mentor, mentee):
        approve_plan(paired.pair, content_version=1, by=person)
    rewrite(plan, mentee, text="Many more families", steps=(StepDraft("Write to the school"),))
    client.force_login(mentor)

    page = client.get(url("plan-detail", paired.pair))

    assert (plan.content_version, page.context["approval"]["can_approve"]) == (2, True)
    assert [change.sentence for change in page.context["approval"]["changes"]] == [
        "A goal has new words: “Many more families”",
        "New step “Write to the school” for “Many more families”",
    ]
    assert "What changed since your side approved it" in text_of(page)
    assert "Approved an earlier plan" in text_of(page)
    assert PlanApproval.objects.count() == 2


def test_progress_asks_nobody_again(mentor, mentee, paired, plan):
    """Ticking a step or reaching a goal is the work, not another plan."""
    approve_plan(paired.pair, content_version=1, by=mentor)
    tick_step(paired.pair, GoalStep.objects.get().pk, is_done=True, by=mentee)
    rewrite(plan, mentee, status="reached")

    plan.refresh_from_db()
    assert (plan.version, plan.content_version) == (3, 1)


def test_a_plan_that_changed_while_it_was_read_is_not_approved(client, mentor, mentee, paired, plan):
    rewrite(plan, mentee, text="Other words")
    client.force_login(mentor)

    answer = client.post(url("plan-approve", paired.pair), {"content_version": "1"}, follow=True)

    assert "The plan was changed while you were reading, so it is not approved yet." in text_of(answer)
    assert not PlanApproval.objects.exists()
    with pytest.raises(OtherPlanMeanwhile):
        approve_plan(paired.pair, content_version=1, by=mentor)


def test_only_both_sides_approve_and_only_a_plan_with_a_goal(mentor, outsider, coordinator, paired):
    with pytest.raises(NothingToApprove):
        approve_plan(paired.pair, content_version=1, by=mentor)
    mentoring.GoalFactory(plan__pair=paired.pair)
    for person in (outsider, coordinator):
        with pytest.raises(NotAllowed):
            approve_plan(paired.pair, content_version=1, by=person)


def test_saving_and_approving_is_one_button(client, mentee, paired, plan):
    client.force_login(mentee)

    client.post(edit_url(paired.pair), posted_by(client, paired.pair) | {"outline": "New words", "approve": "yes"})

    approval = PlanApproval.objects.get()
    assert (approval.side, approval.content_version, approval.record["outline"]) == ("mentee", 2, "New words")


# --- History ---


def test_the_history_says_who_changed_what_and_is_handed_over(client, mentor, mentee, paired, plan):
    """Per save, in sentences, read by both sides and by whoever comes later; removed words stay readable."""
    step = GoalStep.objects.get()
    goal = Goal.objects.get()
    steps = (StepDraft(step.text, pk=step.pk, owner="both", due_on=dt.date(2027, 1, 5)),)
    rewrite(plan, mentor, measure="", topic=mentoring.term(Topic, name="Family engagement"), steps=steps)
    tick_step(paired.pair, step.pk, is_done=True, by=mentee)
    save_plan(paired.pair, PlanDraft(goals=(GoalDraft("", pk=goal.pk, is_removed=True),)), version=3, by=mentee)
    newcomer = mentoring.ProgramMembershipFactory(program=paired.pair.mentee).user
    client.force_login(newcomer)

    events = client.get(url("plan-history", paired.pair)).context["events"]

    assert [(event["name"], [change.sentence for change in event["changes"]]) for event in events] == [
        (
            name_of(mentee),
            ["“What we want to work on” has new words", "Goal “More families” was removed"],
        ),
        (name_of(mentee), ["Step “Ask ten families” is done"]),
        (
            name_of(mentor),
            [
                "Goal “More families”: topic now “Family engagement”",
                "Goal “More families”: how you will know, now “nothing in particular”",
                "Step “Ask ten families”: now done by Both",
                "Step “Ask ten families”: until Tue 5 Jan 2027",
            ],
        ),
    ]
    assert events[0]["changes"][1].before == "More families\n– Ask ten families"


def test_a_save_without_changes_leaves_no_line(client, mentee, paired, plan):
    client.force_login(mentee)

    client.post(edit_url(paired.pair), posted_by(client, paired.pair))

    assert not PlanEvent.objects.exists()


def test_records_are_compared_by_what_people_see(plan):
    """A renamed topic is the same topic; what nobody knows any more is told as a change."""
    topic = mentoring.term(Topic, name="Old name")
    Goal.objects.update(topic=topic)
    before = record_of(plan)
    topic.name = "New name"
    topic.save()

    assert changes_between(before, record_of(plan)) == []
    assert content_of([{"what": "goal_status"}, {"what": "goal_text"}]) == [{"what": "goal_text"}]
    assert in_words({"what": "from the future"}).sentence == "Changed"
    assert changes_between(before, before) == []


# --- The first goal ---


def test_getting_to_know_each_other_is_offered_as_a_first_goal(client, mentee, paired, settings):
    """R85: one button writes it into the form; staff say what it is, or offer none."""
    client.force_login(mentee)
    opened = client.get(edit_url(paired.pair))
    data = fields_of(opened.context["page_forms"]) | {"outline": "Typed already", "add": "first-goal"}

    page = client.post(edit_url(paired.pair), data)
    form = fields_of(page.context["page_forms"])
    client.post(edit_url(paired.pair), form)

    assert opened.context["first_goal"] == "Getting to know each other"
    assert (form["outline"], form["goals-0-text"]) == ("Typed already", "Getting to know each other")
    assert page.context["first_goal"] == ""
    assert Goal.objects.get().text == "Getting to know each other"
    Goal.objects.all().delete()
    MentoringSettings.objects.update(first_goal="")
    assert client.get(edit_url(paired.pair)).context["first_goal"] == ""


# --- Checklist ---


def test_either_side_ticks_the_checklist_and_both_see_who_and_when(client, mentor, mentee, paired):
    """R13: the staff's items by stage; a retired one stays where it was ticked."""
    first = mentoring.checklist_item("Introduce your programs")
    retired = mentoring.checklist_item("Old habit", is_active=False)
    other = mentoring.checklist_item("Say thanks", stage="Closing", for_side="both")
    ChecklistTick.objects.create(
        pair=paired.pair, item=None, words="Gone from the list", side="mentee", ticked_at="2026-10-01T12:00Z"
    )
    client.force_login(mentor)
    for _turn in range(2):
        client.post(url("checklist-tick", paired.pair, first.pk), {"is_done": "yes"})
    client.force_login(mentee)

    page = client.get(url("checklist-detail", paired.pair))

    assert client.post(url("checklist-tick", paired.pair, retired.pk), {"is_done": "yes"}).status_code == 404
    assert ChecklistTick.objects.filter(item=first).count() == 1
    assert [(stage["title"], [row["title"] for row in stage["rows"]]) for stage in page.context["stages"]] == [
        ("Getting started", ["Introduce your programs"]),
        ("Closing", ["Say thanks"]),
        ("Covered, no longer on the list", ["Gone from the list"]),
    ]
    assert f"ticked by {name_of(mentor)}" in text_of(page)
    assert "2 of 3 covered" in text_of(page)
    client.post(url("checklist-tick", paired.pair, first.pk), {"is_done": "no"})
    assert not ChecklistTick.objects.filter(item=first).exists()
    assert [event.changes[0]["what"] for event in PlanEvent.objects.all()] == [
        "checklist_unticked",
        "checklist_ticked",
    ]
    other.delete()


def test_outsiders_coordinators_and_ended_pairs_tick_nothing(outsider, coordinator, mentor, paired):
    item = mentoring.checklist_item()
    for person in (outsider, coordinator):
        with pytest.raises(NotAllowed):
            tick_item(paired.pair, item, is_ticked=True, by=person)
    paired.pair.status = PairStatus.COMPLETE
    paired.pair.save()
    with pytest.raises(NotAllowed):
        tick_item(paired.pair, item, is_ticked=True, by=mentor)


def test_an_item_that_staff_remove_leaves_its_words_with_the_pair(mentor, paired):
    item = mentoring.checklist_item("Say thanks")
    tick_item(paired.pair, item, is_ticked=True, by=mentor)

    ChecklistItem.objects.all().delete()

    assert ChecklistTick.objects.get().words == "Say thanks"


# --- Resources ---


def test_resources_are_attached_to_the_plan_or_a_goal_and_taken_off(client, mentee, mentor, paired, plan):
    goal = plan.goals.get()
    guide, sheet = resources.resource(title="Family guide"), resources.resource(title="Budget sheet")
    client.force_login(mentee)
    found = client.get(url("plan-resources", paired.pair), {"q": "family guide"})
    for _turn in range(2):
        client.post(url("plan-attach", paired.pair, guide.pk), {"goal": goal.pk})
    client.post(url("plan-attach", paired.pair, sheet.pk), {"goal": ""})
    client.force_login(mentor)

    page = client.get(url("plan-detail", paired.pair))

    assert [one["row"]["title"] for one in found.context["found"]] == ["Family guide"]
    assert [one["title"] for one in page.context["goals"][0]["resources"]] == ["Family guide"]
    assert [one["title"] for one in page.context["attached"]] == ["Budget sheet"]
    line = PlanResource.objects.get(resource=guide)
    client.post(url("plan-detach", paired.pair, line.pk))
    assert list(PlanResource.objects.values_list("title", flat=True)) == ["Budget sheet"]


def test_a_resource_that_is_no_longer_public_is_named_without_its_address(client, mentee, paired, plan):
    guide = resources.resource(title="Family guide")
    attach_resource(paired.pair, guide, by=mentee)
    guide.title = "A new secret title"
    guide.save_revision().publish()
    guide.unpublish()
    client.force_login(mentee)

    page = client.get(url("plan-detail", paired.pair))

    assert "Family guide (no longer public)" in text_of(page)
    assert "secret" not in text_of(page)
    guide.delete()
    assert PlanResource.objects.get().resource is None


def test_members_resources_and_other_pairs_goals_are_not_attached(client, mentee, paired, plan):
    """Mass assignment and resources that not everyone may see."""
    hidden = resources.resource(title="Draft")
    hidden.unpublish()
    other = mentoring.GoalFactory()
    client.force_login(mentee)

    assert client.post(url("plan-attach", paired.pair, hidden.pk)).status_code == 404
    with pytest.raises(TransitionError):
        attach_resource(paired.pair, resources.resource(), by=mentee, goal_pk=other.pk)
    assert not PlanResource.objects.exists()


def test_a_resources_page_tells_how_many_plans_use_it_from_three_on(mentor, paired):
    """Never whose: below three it says nothing."""
    guide = resources.resource(title="Family guide")
    for number in range(3):
        assert use_counts(guide) == []
        pair = mentoring.MentoringPairFactory(mentor=paired.pair.mentor, cycle__name=f"Cycle of {number}")
        attach_resource(pair, guide, by=mentor)
        attach_resource(pair, guide, by=mentor)

    assert plans_that_use(guide) == 3
    assert use_counts(guide) == ["Used in 3 mentoring plans"]


# --- On paper ---


def test_the_plan_is_printed_in_any_script(client, mentee, coordinator, paired, plan):
    """PDF with emoji, Arabic, Hebrew and Chinese, and with words longer than a line."""
    plan.outline = "😀 مرحبا بالعالم שלום 你好 " + "x" * 500 + "\n" + "word " * 3_000
    plan.save()
    attach_resource(paired.pair, resources.resource(title="Family guide"), by=mentee)
    for person in (mentee, coordinator):
        client.force_login(person)
        answer = client.get(url("plan-pdf", paired.pair))
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    assert len(pages) > 2
    assert "More families" in pages[-1]
    assert "Family guide" in pages[-1]


def test_without_the_package_there_is_no_button_and_no_file(client, mentee, paired, plan, monkeypatch):
    monkeypatch.setattr(paper, "find_spec", lambda name: None)
    client.force_login(mentee)

    page = client.get(url("plan-detail", paired.pair))

    assert [action["title"] for action in page.context["actions"]] == ["Change the plan"]
    assert client.get(url("plan-pdf", paired.pair)).status_code == 404


@pytest.mark.parametrize("name", ["plan-history", "checklist-detail", "plan-resources", "plan-detail"])
def test_pages_cost_the_same_for_1_and_30_rows(client, mentee, paired, plan, name):
    client.force_login(mentee)
    costs = []
    for more in (1, 29):
        for number in range(more):
            goal = mentoring.GoalFactory(plan=plan)
            step = mentoring.GoalStepFactory(goal=goal)
            tick_step(paired.pair, step.pk, is_done=True, by=paired.mentor)
            item = mentoring.checklist_item(f"Item {more} {number}")
            tick_item(paired.pair, item, is_ticked=True, by=paired.mentor)
            attach_resource(paired.pair, resources.resource(), by=mentee, goal_pk=goal.pk)
        costs.append(count_queries(lambda: client.get(url(name, paired.pair))))

    assert costs[0] == costs[1]
    assert ActionPlan.objects.count() == 1
