"""Programs with their people, public mentor pages and mentee profiles."""

from datetime import date, timedelta

from django.utils import timezone

from mentoring_pages import models as mentoring
from mentoring_pages.enums import CameBy, EnrolmentStatus, MembershipRole, Participation, PriorityTier
from mentoring_pages.models.facts import FACTS
from mentoring_pages.tiers import computed_tier

from ..mentoring import ENROLMENT, NOTES, PRIORITIES, REFERRED, REQUIRED_BY
from .demo import paragraphs
from .people import account


def build_programs(demo, mentors, mentees):
    """Everything that says who a program is. Needs the staff's accounts and the mentor directory."""
    for data in (*mentors, *mentees):
        demo.programs[data.key] = _program(demo, data)
    for data in mentors:
        demo.profiles[data.key] = _profile_page(demo, data)
    for data in mentees:
        _mentee_profile(demo, data)


def _program(demo, data):
    tier, reason = PRIORITIES.get(data.key, (None, ""))
    waits = ENROLMENT.get(data.key) == EnrolmentStatus.APPLIED
    required_by = REQUIRED_BY.get(data.key)
    program = mentoring.Program.objects.create(
        name=data.name,
        status=ENROLMENT.get(data.key, EnrolmentStatus.ENROLLED),
        participation=Participation.REQUIRED if required_by else Participation.VOLUNTARY,
        required_by=demo.terms.funding([required_by])[0] if required_by else None,
        started_on=date(_founded(demo, data), 1, 15),
        director_started_on=demo.today - timedelta(days=130 if tier == 2 else 400 * max(data.years_running // 2, 1)),
        came_by=CameBy.REFERRED if data.key in REFERRED else CameBy.SELF,
        enrolment_note=NOTES.get(data.key, ""),
        applied_by=account(demo, data.people[0]) if waits else None,
        decided_by=None if waits else demo.coordinator,
    )
    _set_tier(demo, program, tier, reason)
    for person in data.people:
        mentoring.ProgramMembership.objects.create(
            program=program,
            user=account(demo, person),
            role=MembershipRole.DIRECTOR if person == data.director else MembershipRole.STAFF,
            since=program.director_started_on,
            # The journals of the demo's pairs are older than the demo.
            joined_at=None,
        )
    return program


def _set_tier(demo, program, tier, reason):
    """Where the dates and needs do not say the same, a coordinator has set the tier."""
    needs_count = 1 if tier == PriorityTier.CAPACITY_NEED else 0
    if tier and computed_tier(program, demo.today, needs_count=needs_count).value != tier:
        program.priority_tier, program.priority_reason = tier, reason
        program.priority_set_by, program.priority_set_at = demo.coordinator, timezone.now()
        program.save()


def _profile_page(demo, data):
    story = [("text", paragraphs(data.story))]
    if data.quote:
        story.append(("quote", {"text": data.quote, "name": data.director.name, "role": data.director.role}))
    page = mentoring.MentorProfilePage(
        title=data.name,
        slug=data.key,
        search_description=data.tagline,
        program=demo.programs[data.key],
        tagline=data.tagline,
        offer=data.offer,
        body=story,
        capacity=data.capacity,
        availability=data.availability,
        **_facts(demo, data),
    )
    page.topics = demo.terms.topics(data.topics)
    _set_vocabularies(demo, page, data)
    return demo.publish(demo.pages["mentors"], page)


def _mentee_profile(demo, data):
    profile = mentoring.MenteeProfile(program=demo.programs[data.key], **_facts(demo, data))
    _set_vocabularies(demo, profile, data)
    profile.save()


def _facts(demo, data):
    visibility = {fact.visibility_field: data.visibility.get(fact.key, "public") for fact in FACTS}
    grantee_since = None if data.grantee_years is None else demo.today.year - data.grantee_years
    return {
        "region": demo.terms.region(data.region),
        "city": data.city,
        "county": data.county,
        "zip_code": data.zip_code,
        "community_type": demo.terms.one(mentoring.CommunityType, data.community_type),
        "community_note": data.demographics,
        "age_from": data.ages[0],
        "age_to": data.ages[1],
        "size_band": data.size_band,
        "setting": demo.terms.setting(data.setting),
        "site_count": data.site_count,
        "founded_year": _founded(demo, data),
        "grantee_since": grantee_since,
        "mission": data.mission,
        "focus": data.focus,
        "achievements": data.achievements,
        "budget_band": data.budget_band,
        "accreditation": data.accreditation,
        **visibility,
    }


def _set_vocabularies(demo, holder, data):
    holder.levels = demo.terms.many(mentoring.Level, data.levels)
    holder.components = demo.terms.many(mentoring.Component, data.components)
    holder.funding_sources = demo.terms.funding(data.funding)


def _founded(demo, data):
    return demo.today.year - data.years_running
