"""The plan that two people write: one page without scripts, and two who save at once (R14, R15, R44, T2)."""

import json

import pytest
from django.urls import reverse

from mentoring_pages.actions.plans import (
    GoalDraft,
    PairEndedMeanwhile,
    PlanChanged,
    PlanDraft,
    PlanTooSmall,
    StepDraft,
    save_plan,
    tick_step,
)
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.enums import PairStatus
from mentoring_pages.members.plans.merging import empty_snapshot, merge, read_base
from mentoring_pages.models import ActionPlan, Goal, GoalStep, StateGoal
from resources.models import Topic
from tests.factories import mentoring
from tests.mentoring_pages.planning import edit_url, posted_by
from tests.queries import count_queries


@pytest.fixture
def plan(paired):
    """A plan with one goal of two steps."""
    plan = mentoring.ActionPlanFactory(pair=paired.pair, outline="First words", updated_by=paired.mentor)
    goal = mentoring.GoalFactory(plan=plan, text="More families", measure="Sign-in sheet")
    mentoring.GoalStepFactory(goal=goal, text="Ask ten families", owner="mentee")
    mentoring.GoalStepFactory(goal=goal, text="Send the letter", owner="mentor", sort_order=1)
    return plan


def test_the_first_plan_is_written_on_one_page(client, mentee, paired):
    """R14: outline, frequency, goals with steps."""
    topic = mentoring.term(Topic, name="Family engagement")
    state_goal = mentoring.term(StateGoal, name="Attendance")
    client.force_login(mentee)

    data = posted_by(client, paired.pair) | {
        "outline": "More families at our evenings.",
        "frequency": "Every second Tuesday",
        "planned_contacts": "24",
        "goals-0-text": "Getting to know each other",
        "goals-0-topic": str(topic.pk),
        "goals-0-state_goal": str(state_goal.pk),
        "goals-0-measure": "We could explain the other's day",
        "goals-0-steps-0-text": "Visit",
        "goals-0-steps-0-owner": "mentee",
        "goals-0-steps-0-due_on": "2026-12-01",
    }
    response = client.post(edit_url(paired.pair), data, follow=True)

    plan = ActionPlan.objects.get(pair=paired.pair)
    goal, step = plan.goals.get(), GoalStep.objects.get()
    assert (plan.outline, plan.frequency, plan.planned_contacts) == (
        "More families at our evenings.",
        "Every second Tuesday",
        24,
    )
    assert (plan.version, plan.updated_by) == (1, mentee)
    assert (goal.text, goal.topic, goal.state_goal, goal.status) == (
        "Getting to know each other",
        topic,
        state_goal,
        "open",
    )
    assert (step.text, step.owner, step.due_on.isoformat(), step.is_done) == ("Visit", "mentee", "2026-12-01", False)
    assert "The plan is saved. Both of you see it." in response.content.decode()


def test_saving_the_untouched_page_changes_nothing_but_the_version(client, mentor, paired, plan):
    client.force_login(mentor)

    client.post(edit_url(paired.pair), posted_by(client, paired.pair))

    plan.refresh_from_db()
    assert (plan.version, plan.outline) == (2, "First words")
    assert list(Goal.objects.values_list("text", "measure")) == [("More families", "Sign-in sheet")]
    assert list(GoalStep.objects.values_list("text", "owner")) == [
        ("Ask ten families", "mentee"),
        ("Send the letter", "mentor"),
    ]


def test_goals_and_steps_are_changed_and_removed(client, mentor, paired, plan):
    client.force_login(mentor)
    data = posted_by(client, paired.pair) | {
        "goals-0-status": "reached",
        "goals-0-steps-0-is_done": "on",
        "goals-0-steps-1-is_removed": "on",
    }

    client.post(edit_url(paired.pair), data)

    assert Goal.objects.get().status == "reached"
    assert list(GoalStep.objects.values_list("text", "is_done")) == [("Ask ten families", True)]


def test_a_removed_goal_takes_its_steps_with_it(client, mentor, paired, plan):
    client.force_login(mentor)

    client.post(edit_url(paired.pair), posted_by(client, paired.pair) | {"goals-0-is_removed": "on"})

    assert (Goal.objects.count(), GoalStep.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("planned", "is_saved"), [("19", False), ("20", True), ("", True), ("500", True), ("501", False)]
)
def test_the_plan_may_ask_for_more_contacts_than_the_cycle_never_for_fewer(client, mentee, paired, planned, is_saved):
    """R15, T2."""
    client.force_login(mentee)

    response = client.post(edit_url(paired.pair), posted_by(client, paired.pair) | {"planned_contacts": planned})

    assert ActionPlan.objects.exists() == is_saved
    if planned == "19":
        assert (
            "Contacts we plan: This season asks for at least 20 contacts, so a plan can&#x27;t ask for fewer."
            in response.content.decode()
        )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"goals-0-text": ""}, "Goal: Write something here, or tick “Remove this”."),
        ({"goals-0-steps-0-text": " "}, "Step: Write something here, or tick “Remove this”."),
        ({"goals-1-measure": "Only a measure"}, "Goal: Say what it is, or empty this row."),
        ({"goals-1-steps-0-due_on": "2026-12-01"}, "Step: Say what it is, or empty this row."),
        ({"goals-1-steps-0-text": "A step alone"}, "Goal: Say which goal these steps lead to."),
        ({"goals-0-steps-0-due_on": "soon"}, "Until: Enter a valid date."),
        ({"goals-0-status": "lost"}, "How far it is: Select a valid choice. lost is not one of the available choices."),
        ({"goals-0-topic": "99999"}, "Topic: Select a valid choice. That choice is not one of the available choices."),
        ({"goals-0-text": "x" * 20_000}, "Goal: Ensure this value has at most 1000 characters (it has 20000)."),
        (
            {"outline": "x" * 20_001},
            "What we want to work on: Ensure this value has at most 20000 characters (it has 20001).",
        ),
        (
            {"planned_meetings": "1"},
            "Meetings in person we plan: This season asks for at least 2 meetings in person, so a plan can't ask for"
            " fewer.",
        ),
    ],
)
def test_a_refused_page_says_why_and_keeps_what_was_typed(client, mentee, paired, plan, changes, sentence):
    client.force_login(mentee)
    data = posted_by(client, paired.pair) | {"frequency": "Kept words", **changes}

    response = client.post(edit_url(paired.pair), data)

    assert sentence in [error["text"] for error in response.context["errors"]]
    assert 'value="Kept words"' in response.content.decode()
    plan.refresh_from_db()
    assert (plan.version, plan.frequency) == (1, "")


def test_another_goal_or_step_is_added_and_all_that_is_typed_stays(client, mentee, paired, plan):
    """Without scripts: the button posts the page."""
    client.force_login(mentee)
    data = posted_by(client, paired.pair) | {
        "outline": "Half a sentence",
        "goals-1-text": "A second goal",
        "add": "goals",
    }

    with_goal = client.post(edit_url(paired.pair), data)
    data["add"] = "goals-1-steps"
    with_step = client.post(edit_url(paired.pair), data)

    rows = with_goal.context["page_forms"].rows
    assert [goal["text"].value() for goal, _steps in rows] == ["More families", "A second goal", ""]
    assert with_goal.context["page_forms"].plan_form["outline"].value() == "Half a sentence"
    assert [len(steps.forms) for _goal, steps in with_step.context["page_forms"].rows] == [3, 2]
    assert with_step.context["errors"] == []
    plan.refresh_from_db()
    assert plan.outline == "First words"


def test_rows_added_by_the_button_are_saved(client, mentee, paired, plan):
    client.force_login(mentee)
    data = posted_by(client, paired.pair) | {"goals-1-text": "A second goal", "add": "goals"}
    added = client.post(edit_url(paired.pair), data).context["page_forms"]
    data.pop("add")
    data |= {"goals-TOTAL_FORMS": "3", "goals-INITIAL_FORMS": "3"}
    data |= {f"goals-2-steps-{name}_FORMS": "1" for name in ("TOTAL", "INITIAL")}
    data |= {"goals-2-text": "A third goal", "goals-2-status": "open", "goals-2-steps-0-owner": "both"}

    client.post(edit_url(paired.pair), data)

    assert len(added.rows) == 3
    assert list(Goal.objects.values_list("text", flat=True)) == ["More families", "A second goal", "A third goal"]


@pytest.mark.parametrize("name", ["goals-99-steps", "nonsense", "", "goals-0-steps-0"])
def test_adding_a_row_that_does_not_exist_keeps_the_page(client, mentee, paired, plan, name):
    client.force_login(mentee)

    response = client.post(edit_url(paired.pair), posted_by(client, paired.pair) | {"add": name})

    assert (response.status_code, len(response.context["page_forms"].rows)) == (200, 2)


def test_the_second_saver_sees_both_texts_and_loses_nothing(client, mentor, mentee, paired, plan):
    client.force_login(mentee)
    mine = posted_by(client, paired.pair) | {"outline": "What the mentee wrote", "goals-0-measure": "Forty names"}
    client.force_login(mentor)
    theirs = posted_by(client, paired.pair) | {
        "outline": "What the mentor wrote",
        "frequency": "Mondays",
        "goals-1-text": "The mentor's new goal",
    }
    client.post(edit_url(paired.pair), theirs)

    client.force_login(mentee)
    response = client.post(edit_url(paired.pair), mine)

    page = response.context["page_forms"]
    assert response.status_code == 409
    assert "Mentor" in response.context["saved_by"]
    assert page.plan_form["outline"].value() == "What the mentee wrote"
    assert page.plan_form["outline"].theirs == "What the mentor wrote"
    assert page.plan_form["frequency"].value() == "Mondays"
    assert page.plan_form["version"].value() == 2
    assert [goal["text"].value() for goal, _steps in page.rows] == ["More families", "", "The mentor's new goal"]
    assert page.rows[0][0]["measure"].value() == "Forty names"
    assert "What the mentor wrote" in response.content.decode()
    plan.refresh_from_db()
    assert (plan.version, plan.outline) == (2, "What the mentor wrote")


def test_the_second_savers_next_save_goes_through(client, mentor, mentee, paired, plan):
    client.force_login(mentee)
    mine = posted_by(client, paired.pair) | {"outline": "What the mentee wrote"}
    client.force_login(mentor)
    client.post(edit_url(paired.pair), posted_by(client, paired.pair) | {"goals-1-text": "The mentor's new goal"})
    client.force_login(mentee)
    shown = client.post(edit_url(paired.pair), mine).context["page_forms"]

    client.post(
        edit_url(paired.pair),
        mine | {"version": "2", "base": shown.plan_form["base"].value()},
    )

    plan.refresh_from_db()
    assert (plan.version, plan.outline) == (3, "What the mentee wrote")
    assert list(Goal.objects.values_list("text", flat=True)) == ["More families", "The mentor's new goal"]


def test_two_first_plans_meet_too(client, mentor, mentee, paired):
    client.force_login(mentee)
    mine = posted_by(client, paired.pair) | {"outline": "From the mentee"}
    client.force_login(mentor)
    client.post(edit_url(paired.pair), posted_by(client, paired.pair) | {"outline": "From the mentor"})

    client.force_login(mentee)
    response = client.post(edit_url(paired.pair), mine)

    assert response.context["page_forms"].plan_form["outline"].theirs == "From the mentor"
    assert ActionPlan.objects.get().outline == "From the mentor"


def test_a_hundred_overlapping_saves_lose_nothing(mentor, mentee, paired):
    """Of each two saves from one version exactly one goes through, and the other says so."""
    version, losses = 0, 0
    for turn in range(100):
        save_plan(paired.pair, PlanDraft(outline=f"Mentor {turn}"), version=version, by=mentor)
        try:
            save_plan(paired.pair, PlanDraft(outline=f"Mentee {turn}"), version=version, by=mentee)
        except PlanChanged:
            losses += 1
        version = ActionPlan.objects.get().version
        assert ActionPlan.objects.get().outline == f"Mentor {turn}"

    assert (losses, version) == (100, 100)


@pytest.mark.parametrize(
    "base", ["", "{", "[]", "null", "[" * 5000, '{"goals": 3}', '{"goals": [{"pk": []}, 1]}', '{"outline": []}']
)
def test_a_spoiled_base_keeps_the_savers_text_and_breaks_nothing(client, mentee, mentor, paired, plan, base):
    client.force_login(mentee)
    mine = posted_by(client, paired.pair) | {"outline": "Mine", "base": base}
    save_plan(paired.pair, PlanDraft(outline="Theirs"), version=1, by=mentor)

    response = client.post(edit_url(paired.pair), mine)

    field = response.context["page_forms"].plan_form["outline"]
    assert (response.status_code, field.value(), field.theirs) == (409, "Mine", "Theirs")


def snapshot(**changes):
    return {**empty_snapshot(), **changes}


def goal(pk, text="Goal", *, steps=(), **changes):
    fields = {"topic": "", "state_goal": "", "measure": "", "status": "open"}
    return {"pk": pk, "text": text, **fields, "steps": list(steps), **changes}


def step(pk, text="Step", **changes):
    return {"pk": pk, "text": text, "owner": "both", "due_on": "", "is_done": False, **changes}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "kept", "noted"),
    [
        ("a", "a", "a", "a", {}),
        ("a", "b", "a", "b", {}),
        ("a", "a", "c", "c", {}),
        ("a", "b", "b", "b", {}),
        ("a", "b", "c", "b", {"outline": "c"}),
        ("a", "", "c", "", {"outline": "c"}),
    ],
)
def test_merging_a_field(base, mine, theirs, kept, noted):
    merged = merge(snapshot(outline=base), snapshot(outline=mine), snapshot(outline=theirs))

    assert (merged["outline"], merged["theirs"]) == (kept, noted)


def test_merging_rows():
    """Added by either, removed by either, changed by either: nothing that someone wrote is dropped silently."""
    base = [goal(1), goal(2), goal(3), goal(4, steps=[step(1), step(2)])]
    mine = [
        goal(1, "Mine"),
        goal(2),
        goal(3, "Mine"),
        goal(4, steps=[step(1, is_done=True), step(2)]),
        goal(None, "New of mine"),
    ]
    theirs = [goal(1, "Theirs"), goal(4, steps=[step(1, owner="mentor"), step(3)]), goal(5, "New of theirs")]

    merged = merge(snapshot(goals=base), snapshot(goals=mine), snapshot(goals=theirs))["goals"]

    assert [(row["pk"], row["text"]) for row in merged] == [
        (1, "Mine"),
        (None, "Mine"),
        (4, "Goal"),
        (None, "New of mine"),
        (5, "New of theirs"),
    ]
    assert merged[0]["theirs"] == {"text": "Theirs"}
    assert [(row["pk"], row["owner"], row["is_done"]) for row in merged[2]["steps"]] == [
        (1, "mentor", True),
        (3, "both", False),
    ]


def test_a_goal_ticked_for_removal_says_what_the_other_changed_in_it():
    merged = merge(
        snapshot(goals=[goal(1)]), snapshot(goals=[goal(1, is_removed=True)]), snapshot(goals=[goal(1, "Theirs")])
    )["goals"]

    assert (merged[0]["is_removed"], merged[0]["theirs"]) == (True, {"text": "Theirs"})


def test_a_base_is_read_back_as_it_was():
    base = snapshot(outline="Words", goals=[goal(1, steps=[step(2)])])

    assert read_base(json.dumps(base)) == base


def test_ids_of_another_plan_are_unknown(paired, mentee, plan):
    """Mass assignment: the other plan's goal and step stay what and where they are."""
    other = mentoring.GoalStepFactory(text="Not yours", goal__text="Not yours either")

    save_plan(
        paired.pair,
        PlanDraft(goals=(GoalDraft("Taken", pk=other.goal.pk, steps=(StepDraft("Taken", pk=other.pk),)),)),
        version=1,
        by=mentee,
    )

    other.refresh_from_db()
    other.goal.refresh_from_db()
    assert (other.text, other.goal.text) == ("Not yours", "Not yours either")
    assert plan.goals.filter(text="Taken").count() == 1


def test_save_refuses_outsiders_and_fewer_contacts(outsider, coordinator, mentee, paired):
    for person in (outsider, coordinator):
        with pytest.raises(NotAllowed):
            save_plan(paired.pair, PlanDraft(), version=0, by=person)
    for draft in (PlanDraft(planned_contacts=3), PlanDraft(planned_meetings=1)):
        with pytest.raises(PlanTooSmall):
            save_plan(paired.pair, draft, version=0, by=mentee)
    assert not ActionPlan.objects.exists()


def test_a_complete_pairs_plan_is_read_only(client, mentee, paired, plan):
    paired.pair.status = PairStatus.COMPLETE
    paired.pair.save()
    client.force_login(mentee)

    read = client.get(reverse("members:plan-detail", args=[paired.pair.code]))

    assert [action["title"] for action in read.context["actions"]] == ["Plan as PDF"]
    assert client.get(edit_url(paired.pair)).status_code == 403
    with pytest.raises(PairEndedMeanwhile):
        save_plan(paired.pair, PlanDraft(), version=1, by=mentee)


def test_a_coordinator_reads_the_plan_and_writes_none(client, coordinator, paired, plan):
    client.force_login(coordinator)

    read = client.get(reverse("members:plan-detail", args=[paired.pair.code]))

    assert "First words" in read.content.decode()
    assert client.post(edit_url(paired.pair), {}).status_code == 403


def test_a_step_is_ticked_with_one_tap(client, mentee, paired, plan):
    target = GoalStep.objects.get(text="Ask ten families")
    client.force_login(mentee)
    url = reverse("members:step-tick", args=[paired.pair.code, target.pk])

    response = client.post(url, {"is_done": "yes", "back": "home"})

    target.refresh_from_db()
    plan.refresh_from_db()
    assert (target.is_done, plan.version, plan.updated_by) == (True, 2, mentee)
    assert response.url == f"/members/?pair={paired.pair.code}"
    client.post(url, {"is_done": "no"})
    target.refresh_from_db()
    assert target.is_done is False


def test_ticking_twice_counts_once_and_a_step_of_another_plan_is_not_found(client, mentee, paired, plan):
    target = GoalStep.objects.get(text="Ask ten families")
    other = mentoring.GoalStepFactory()
    client.force_login(mentee)

    tick_step(paired.pair, target.pk, is_done=True, by=mentee)
    tick_step(paired.pair, target.pk, is_done=True, by=mentee)
    response = client.post(reverse("members:step-tick", args=[paired.pair.code, other.pk]), {"is_done": "yes"})

    plan.refresh_from_db()
    other.refresh_from_db()
    assert (plan.version, response.status_code, other.is_done) == (2, 404, False)


def test_a_retired_topic_stays_on_the_goal_that_uses_it(client, mentee, paired, plan):
    topic = mentoring.term(Topic, name="Old words", is_active=False)
    mentoring.term(Topic, name="Older words", is_active=False)
    Goal.objects.update(topic=topic)
    client.force_login(mentee)

    choices = client.get(edit_url(paired.pair)).context["page_forms"].rows[0][0].fields["topic"].choices
    client.post(edit_url(paired.pair), posted_by(client, paired.pair))

    assert [label for _key, label in choices] == ["None in particular", "Old words"]
    assert Goal.objects.get().topic == topic


@pytest.mark.parametrize("name", ["plan-detail", "plan-edit"])
def test_pages_cost_the_same_for_1_and_3_and_30_goals(client, mentee, paired, plan, name):
    client.force_login(mentee)
    url = reverse(f"members:{name}", args=[paired.pair.code])
    costs = []
    for more in (0, 2, 27):
        for _turn in range(more):
            mentoring.GoalStepFactory(goal=mentoring.GoalFactory(plan=plan))
        costs.append(count_queries(lambda: client.get(url)))

    assert costs == [costs[0]] * 3
