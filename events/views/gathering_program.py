"""What a gathering offers: its timetable, who presents, what to read."""

from datetime import datetime, timedelta


def agenda(page):
    """[{"day": date or None, "sessions": [...]}]; the day is named when there is more than one."""
    first_on, _last_on = page.days
    days = {}
    for session in page.sessions.select_related("presenter_page"):
        starts_at = session.starts_at
        if starts_at and first_on:
            day = first_on + timedelta(days=max(0, session.day - 1))
            starts_at = datetime.combine(day, starts_at, tzinfo=page.zone)
        days.setdefault(session.day, []).append(
            {
                "starts_at": starts_at,
                "title": session.title,
                "text": session.text,
                "people": _people_of(session),
            }
        )
    several = len(days) > 1 and first_on
    return [
        {"day": first_on + timedelta(days=max(0, number - 1)) if several else None, "sessions": sessions}
        for number, sessions in sorted(days.items())
    ]


def presenters(page, request):
    """Who presents, once each, with the sessions: programs with a page here are linked, their people named. R24."""
    found = {}
    for session in page.sessions.select_related("presenter_page"):
        program = session.presenter_page
        key = program.pk if program else session.presenter_name
        name = program.title if program else session.presenter_name
        if name:
            blank = {"name": name, "url": public_url(program, request), "titles": [], "people": []}
            entry = found.setdefault(key, blank)
            entry["titles"].append(session.title)
            if program and session.presenter_name and session.presenter_name not in entry["people"]:
                entry["people"].append(session.presenter_name)
    return [
        {**entry, "role": ", ".join(entry["titles"]), "text": ", ".join(entry["people"])} for entry in found.values()
    ]


def materials(page, request):
    """Live resources of the library that belong to the gathering."""
    links = page.materials.select_related("resource")
    pages = [link.resource for link in links if link.resource and link.resource.live]
    return [{"title": one.title, "url": one.get_url(request), "summary": getattr(one, "summary", "")} for one in pages]


def public_url(page, request):
    """Where a page stands for everyone; "" for none and for one that is not live."""
    return page.get_url(request) if page is not None and page.live else ""


def _people_of(session):
    names = [session.presenter_name, session.presenter_page.title if session.presenter_page else ""]
    return ", ".join(name for name in names if name)
