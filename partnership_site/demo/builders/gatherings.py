"""Gatherings around today, and the people who signed up for them."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from events import models as events
from events.enums import AttendanceMode, AttendanceWay, Facilitation, GatheringStatus, RegistrationStatus, Ride
from events.times import end_of_day

from .. import pictures
from ..dates import anchored, place, running_year
from ..people import COORDINATOR
from ..programs import BY_KEY, MENTEES, MENTORS
from .demo import paragraphs


def build_gatherings(demo, entries):
    """One page a gathering, with its agenda, materials and guests. Needs the mentors' pages and the library."""
    for entry in entries:
        day = gathering_day(entry, demo.today)
        page = _gathering(demo, entry, day)
        demo.gatherings.append(page)
        _register_guests(demo, entry, page, is_past=day < demo.today)


def gathering_day(entry, today):
    """The first day of a gathering."""
    if entry.anchor:
        return anchored(entry.anchor, running_year(today))
    return place(today, entry.weeks, entry.weekday, entry.days)


def _gathering(demo, entry, day):
    first_day = place(demo.today, *entry.moved_from) if entry.moved_from else day
    starts_at, ends_at = _times(entry, first_day)
    is_past = day < demo.today
    where = entry.place
    page = events.GatheringPage(
        title=entry.title,
        search_description=entry.summary,
        summary=entry.summary,
        body=[("text", paragraphs(entry.text))],
        status=GatheringStatus.SCHEDULED if entry.moved_from else entry.status,
        status_note="" if entry.moved_from else entry.status_note,
        kind=demo.terms.gathering_kind(entry.kind),
        facilitation=Facilitation.FACILITATED if entry.is_facilitated else Facilitation.INFORMAL,
        starts_at=starts_at,
        ends_at=ends_at,
        is_all_day=entry.starts is None,
        time_zone=entry.zone,
        mode=entry.mode,
        region=demo.terms.region(entry.region),
        venue_name=where.name if where else "",
        street=where.street if where else "",
        city=where.city if where else "",
        zip_code=where.zip_code if where else "",
        getting_there=paragraphs([where.getting_there]) if where and where.getting_there else "",
        host_page=demo.profiles.get(entry.host),
        host_name="" if entry.host in demo.profiles or entry.host in BY_KEY else entry.host,
        join_url=f"https://meet.example.org/{entry.kind}-{day:%m%d}" if entry.mode != AttendanceMode.IN_PERSON else "",
        network_name=entry.network[0],
        network_url=entry.network[1],
        capacity_in_person=entry.seats,
        capacity_online=entry.seats_online,
        cost=entry.cost,
        accessibility=paragraphs([entry.access]) if entry.access else "",
        outcome=paragraphs(entry.outcome) if is_past else "",
        attendance_count=entry.attended if is_past else None,
        **_contact(entry),
    )
    page.topics = demo.terms.topics(entry.topics)
    page.themes = demo.terms.themes(entry.themes)
    page.sessions = [_session(demo, session, position) for position, session in enumerate(entry.sessions)]
    page.materials = [
        events.GatheringMaterial(resource=demo.resources[title], sort_order=position)
        for position, title in enumerate(entry.materials)
        if title in demo.resources
    ]
    page.questions = [_question(question, position) for position, question in enumerate(entry.questions)]
    if is_past:
        page.slides = _slides(demo, entry)
        page.photos = _photos(demo, entry)
    demo.publish(demo.pages["gatherings"], page)
    if entry.moved_from:
        page.starts_at, page.ends_at = _times(entry, day)
        page.status, page.status_note = entry.status, entry.status_note
        demo.republish(page)
    return page


def _times(entry, day):
    """Start and end; an all-day gathering ends with its last day."""
    zone = ZoneInfo(entry.zone)
    last_day = day + timedelta(days=entry.days - 1)
    if entry.starts is None:
        return datetime.combine(day, time(0), zone), end_of_day(last_day, zone)
    starts_at = datetime.combine(day, entry.starts, zone)
    if entry.minutes is None:
        return starts_at, None
    return starts_at, datetime.combine(last_day, entry.starts, zone) + timedelta(minutes=entry.minutes)


def _contact(entry):
    person = BY_KEY[entry.host].director if entry.host in BY_KEY else COORDINATOR
    return {"contact_name": person.name, "contact_email": person.email}


def _session(demo, session, position):
    return events.AgendaSession(
        starts_at=session.starts,
        day=session.day,
        title=session.title,
        text=session.text,
        presenter_page=demo.profiles.get(session.presenter),
        presenter_name=session.people or (BY_KEY[session.presenter].director.name if session.presenter else ""),
        sort_order=position,
    )


def _question(question, position):
    return events.GatheringQuestion(
        label=question.label,
        help_text=question.help_text,
        kind=question.kind,
        choices="\n".join(question.choices),
        is_required=question.is_required,
        sort_order=position,
    )


def _slides(demo, entry):
    """Files of the library that were shown there."""
    documents = [demo.resources[title].items.first().document for title in entry.slides]
    return [events.GatheringSlides(document=one, sort_order=position) for position, one in enumerate(documents)]


def _photos(demo, entry):
    found = []
    for position, photo in enumerate(entry.photos):
        file = ContentFile(pictures.draw(photo.picture), name=f"gathering-{photo.picture}.png")
        image = get_image_model().objects.create(
            title=pictures.TITLES[photo.picture], file=file, uploaded_by_user=demo.editor
        )
        found.append(events.GatheringPhoto(image=image, alt_text=photo.alt, caption=photo.caption, sort_order=position))
    return found


def _register_guests(demo, entry, page, *, is_past):
    ways = page.ways
    seats = {way: page.capacity_of(way) for way in ways}
    guests = []
    for number, (data, person) in enumerate(_people_for(entry)):
        way = ways[number % len(ways)]
        taken = sum(guest.way == way and guest.status != RegistrationStatus.WAITLISTED for guest in guests)
        is_full = seats[way] is not None and taken >= seats[way]
        status = RegistrationStatus.WAITLISTED if is_full else RegistrationStatus.GOING
        is_in_room = way == AttendanceWay.IN_PERSON
        guests.append(
            events.Registration(
                gathering=page,
                user=demo.users.get(person.email),
                name=person.name,
                email=person.email,
                program_name=data.name,
                way=way,
                status=RegistrationStatus.ATTENDED if is_past and not is_full else status,
                access_needs="A chair near the door, please." if number == 3 else "",
                ride=(Ride.OFFERED if number == 1 else Ride.NEEDED if number == 2 else Ride.NONE)
                if is_in_room
                else Ride.NONE,
                ride_zip_code=data.zip_code if is_in_room and number in (1, 2) else "",
            )
        )
    events.Registration.objects.bulk_create(guests)


def _people_for(entry):
    """As many people as the entry wants: mentees first, since gatherings are for them, then mentors from elsewhere."""
    everyone = [(data, data.director) for data in (*MENTEES, *MENTORS) if data.key != entry.host]
    return everyone[: entry.guests]
