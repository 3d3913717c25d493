"""Content rules: hearing of an event, doing what the rules say, and putting their messages away."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from resources.enums import RuleActionKind, RuleEvent, RunOutcome
from resources.models import ContentRule, RuleMessage, RuleRun, RuleStep
from resources.rules.facts import PageFacts, facts_of
from resources.rules.guard import MOST_PER_MINUTE, is_running, running
from resources.rules.matching import event_of_end, event_of_publication, failed_conditions
from resources.rules.steps import StepRefused, do_step, submit

logger = logging.getLogger(__name__)

BATCH = 100
# The log and the messages are kept this long.
KEEP_RUNS = timedelta(days=180)
KEEP_MESSAGES = timedelta(days=30)


def note_publication(page: Any) -> None:
    """A page is being published; see `note_event`."""
    _safely(lambda: event_of_publication(page), page)


def note_end(page: Any) -> None:
    """A page is being taken off the site, deleted, or has reached its day; see `note_event`."""
    _safely(lambda: event_of_end(page), page)


def note_submission(page: Any) -> None:
    """A page is being submitted to a workflow; see `note_event`."""
    _safely(lambda: RuleEvent.SUBMITTED, page)


def note_event(page: Any, event: RuleEvent) -> None:
    """Look which rules fit, and run them once the change is stored. What a rule does sets off no rule.

    Rules are read and compared inside the change, as the page may be gone afterwards; then nothing can hold it up.
    """
    rules = list(ContentRule.objects.filter(is_enabled=True, event=event).select_related("below"))
    if not rules:
        return
    page = page.specific
    facts = facts_of(page, event)
    fitting = []
    for rule in rules:
        try:
            with transaction.atomic():
                if not failed_conditions(rule, page):
                    fitting.append(rule.pk)
        except Exception:
            logger.exception("The content rule %s could not be compared with page %s.", rule.pk, page.pk)
            transaction.on_commit(partial(_log_uncomparable, rule.pk, facts), robust=True)
    if fitting:
        transaction.on_commit(partial(run_rules, fitting, facts), robust=True)


def run_rules(rule_keys: list[int], facts: PageFacts) -> None:
    """Do the steps of the rules for a page, each in a transaction of its own. A step that fails keeps none of the rest.

    Never raises: what went wrong stands in the log of runs.
    """
    with running():
        for rule in ContentRule.objects.filter(pk__in=rule_keys, is_enabled=True).order_by("name", "pk"):
            steps = rule.steps.select_related("group", "collection", "workflow").order_by("sort_order", "pk")
            for step in steps:
                if not _has_room(rule, facts):
                    break
                _run(rule, step, facts)


def do_waiting_steps(now: datetime | None = None) -> int:
    """Submit pages to workflows, as rules have asked. Returns how many steps were looked at."""
    waiting = RuleRun.objects.filter(outcome=RunOutcome.WAITING).order_by("pk")
    count = 0
    with running():
        for key in list(waiting.values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                run = waiting.select_for_update().filter(pk=key).first()
                if run is None:
                    continue
                step = run.step if run.rule and run.rule.is_enabled else None
                if step is None:
                    run.outcome, run.sentence = RunOutcome.SKIPPED, _("The rule was changed or switched off since.")
                else:
                    run.outcome, run.sentence = _attempt(step, run.page_key, partial(submit, step, run.page_key))
                run.save(update_fields=["outcome", "sentence"])
                count += 1
    return count


def dismiss_message(message: RuleMessage, *, by: Any) -> None:
    """Put a message away for one person."""
    message.dismissed_by.add(by)


def forget_runs(now: datetime | None = None) -> int:
    """Remove old lines of the log, and messages that nobody needs any more. Returns how many lines."""
    now = now or timezone.now()
    RuleMessage.objects.filter(created_at__lte=now - KEEP_MESSAGES).delete()
    count, _by_model = RuleRun.objects.filter(ran_at__lte=now - KEEP_RUNS).delete()
    return count


def _safely(event_of: Callable[[], RuleEvent | None], page: Any) -> None:
    """Whatever goes wrong here, the editor's work goes on."""
    if is_running():
        return
    try:
        with transaction.atomic():
            if not ContentRule.objects.filter(is_enabled=True).exists():
                return
            event = event_of()
            if event is not None:
                note_event(page, event)
    except Exception:
        logger.exception("Content rules could not be looked up for page %s.", page.pk)


def _run(rule: ContentRule, step: RuleStep, facts: PageFacts) -> None:
    if step.kind == RuleActionKind.SUBMIT:
        # Wagtail ends all workflows of a page at the end of its publication, and only then.
        _log(rule, facts, RunOutcome.WAITING, _("The page is submitted within some minutes."), step=step)
        return
    outcome, sentence = _attempt(step, facts.pk, lambda: do_step(step, facts))
    _log(rule, facts, outcome, sentence, step=step)


def _attempt(step: RuleStep, page_key: int, act: Callable[[], str]) -> tuple[RunOutcome, str]:
    try:
        with transaction.atomic():
            return RunOutcome.DONE, act()
    except StepRefused as refusal:
        return RunOutcome.SKIPPED if refusal.is_harmless else RunOutcome.FAILED, refusal.message
    except Exception as problem:
        logger.exception("Step %s of the content rule %s failed for page %s.", step.pk, step.rule_id, page_key)
        sentence = _("Something unexpected went wrong (%(problem)s).") % {"problem": type(problem).__name__}
        return RunOutcome.FAILED, sentence


def _has_room(rule: ContentRule, facts: PageFacts) -> bool:
    """Whether the rule may act on the page once more in this minute; says so in the log the first time it may not."""
    since = timezone.now() - timedelta(minutes=1)
    recent = RuleRun.objects.filter(rule=rule, page_key=facts.pk, ran_at__gt=since).count()
    if recent == MOST_PER_MINUTE:
        text = _("More than %(count)s steps for one page within a minute: the others were left out.")
        _log(rule, facts, RunOutcome.SKIPPED, text % {"count": MOST_PER_MINUTE})
    return recent < MOST_PER_MINUTE


def _log_uncomparable(rule_key: int, facts: PageFacts) -> None:
    rule = ContentRule.objects.filter(pk=rule_key).first()
    if rule:
        _log(rule, facts, RunOutcome.FAILED, _("The criteria of the rule could not be read."))


def _log(rule: ContentRule, facts: PageFacts, outcome: str, sentence: str, *, step: RuleStep | None = None) -> None:
    RuleRun.objects.create(
        rule=rule,
        step=step,
        rule_name=rule.name,
        page_key=facts.pk,
        page_title=facts.title[:255],
        event=facts.event,
        kind=step.kind if step else "",
        outcome=outcome,
        sentence=sentence,
        ran_at=timezone.now(),
    )
