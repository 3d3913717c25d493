"""Contacts, journals and evaluations of one pair."""

from datetime import datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from mentoring_pages import models as mentoring
from mentoring_pages.enums import EvaluationMoment, PairStatus, QuestionAudience, QuestionKind

from ..mentoring.contacts import ATTEMPTS, FIRST_MEETING, LAST_MEETING, LOG

ZONE = ZoneInfo("America/Chicago")
CONTACTS_IN_A_YEAR = 20
# A pair that made less than half of its contacts has missed its first meeting too.
MISSED_START = 0.5
SCORES_VARY_BY = (0, 0, -1, 0, 1)
FIRST_IMPRESSIONS = (
    "Seeing a real room, not a slide of one.",
    "That they told us what went wrong for them.",
    "We set the next three dates before we got up.",
)


def add_contacts(demo, data, pair, span, people):
    """The pair's log up to today: on time where its pace is 1, with gaps where it is less."""
    days = (span.last - span.first).days
    wanted = round(CONTACTS_IN_A_YEAR * span.elapsed * data.pace)
    dated = []
    if data.pace >= MISSED_START and days >= 3:
        dated.append((span.first + timedelta(days=min(9, days)), FIRST_MEETING))
    has_closing = pair.status == PairStatus.COMPLETE and data.ending.at > 0.9
    if has_closing:
        dated.append((span.last, LAST_MEETING))
    offset = sum(map(ord, data.mentee))
    fillers = max(wanted - len(dated), 0)
    for number in range(fillers):
        dated.append((span.day((number + 1) / (fillers + 1)), LOG[(offset + number) % len(LOG)]))
        if number % 7 == 4:
            dated.append((span.day((number + 0.6) / (fillers + 1)), ATTEMPTS[number % len(ATTEMPTS)]))
    sides = (people["mentor"], people["mentee"])
    mentoring.Contact.objects.bulk_create(
        mentoring.Contact(
            pair=pair,
            happened_on=day,
            mode=demo.terms.one(mentoring.ContactMode, line.mode),
            kind=demo.terms.one(mentoring.ContactKind, line.kind),
            minutes=line.minutes,
            was_made=line.was_made,
            note=line.note,
            logged_by=sides[number % 2],
        )
        for number, (day, line) in enumerate(sorted(dated, key=lambda row: row[0]))
    )


def add_journals(data, pair, span, people):
    """Each side's entries; most are their author's alone. Of the shared ones the partner has read all but the last."""
    days = (span.last - span.first).days
    made = []
    for entry in data.journals:
        words = {"title": entry.title, "text": entry.text, "audience": entry.audience}
        words["written_on"] = span.first + timedelta(days=int(days * entry.at))
        if entry.is_draft:
            mentoring.JournalDraft.objects.create(code=uuid4(), pair=pair, author=people[entry.side], **words)
            continue
        made.append(
            mentoring.JournalEntry.objects.create(pair=pair, author=people[entry.side], side=entry.side, **words)
        )
        if entry.passage:
            mentoring.JournalPassage.objects.create(entry=made[-1], text=entry.passage, shared_at=timezone.now())
    others = {"mentor": people["mentee"], "mentee": people["mentor"]}
    for entry in [one for one in made if one.is_shared][:-1]:
        read_at = timezone.now()
        mentoring.JournalReading.objects.create(
            entry=entry, reader=others[entry.side], first_read_at=read_at, last_read_at=read_at
        )


def add_evaluations(data, pair, span, people):
    """What both sides answered at each moment that has come. The schedule asks for more; that is what waits."""
    lines = {line.moment: line for line in mentoring.ScheduledEvaluation.objects.filter(cycle=pair.cycle)}
    for moment, number, day in _moments(data, span):
        for side, score, remark in zip(("mentor", "mentee"), data.scores, data.remarks or ("", ""), strict=True):
            evaluation = mentoring.Evaluation.objects.create(
                pair=pair, author=people[side], side=side, moment=moment, scheduled=lines.get(moment), number=number
            )
            at = datetime.combine(day, time(16, 30), ZONE)
            mentoring.Evaluation.objects.filter(pk=evaluation.pk).update(submitted_at=at)
            _answer(evaluation, side, moment, score, remark)


def _moments(data, span):
    days = (span.last - span.first).days
    if days > 35 and data.pace >= MISSED_START:
        yield EvaluationMoment.FIRST_MEETING, 1, span.first + timedelta(days=21)
    if days > 35:
        yield EvaluationMoment.AFTER_MATCH, 1, span.first + timedelta(days=32)
    if days > 150:
        yield EvaluationMoment.MIDPOINT, 1, span.first + timedelta(days=140)
    if data.ending:
        yield EvaluationMoment.CLOSING, 1, span.last


def _answer(evaluation, side, moment, score, remark):
    questions = (
        mentoring.EvaluationQuestion.objects.active()
        .filter(questionnaire__scheduled=evaluation.scheduled, asked_of__in=[side, QuestionAudience.BOTH])
        .distinct()
    )
    answers = []
    for number, question in enumerate(questions):
        answer = mentoring.EvaluationAnswer(evaluation=evaluation, question=question, question_text=question.name)
        options = question.option_list
        if question.answer_kind == QuestionKind.SCALE:
            answer.score = min(5, max(1, score + SCORES_VARY_BY[number % len(SCORES_VARY_BY)]))
        elif question.answer_kind == QuestionKind.ONE:
            answer.chosen = [options[0 if score > 3 else 1]]
        elif question.answer_kind == QuestionKind.SEVERAL:
            answer.chosen = options[evaluation.pk % 3 :: 2]
        elif moment == EvaluationMoment.FIRST_MEETING:
            answer.text = FIRST_IMPRESSIONS[evaluation.pk % len(FIRST_IMPRESSIONS)]
        else:
            answer.text = remark
        if answer.score or answer.text or answer.chosen:
            answers.append(answer)
    mentoring.EvaluationAnswer.objects.bulk_create(answers)
