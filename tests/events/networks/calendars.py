"""Writing calendars for tests, good ones and broken ones."""


def calendar(*events, head=""):
    """A calendar file of VEVENT texts, as octets."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n{head}{''.join(events)}END:VCALENDAR\r\n".encode(
        "utf-8", "surrogatepass"
    )


def event(*lines, uid="one", title="Meeting", start="DTSTART:20260601T100000"):
    """One VEVENT with these lines beside UID, SUMMARY and DTSTART; None leaves one of the three out."""
    own = [f"UID:{uid}" if uid is not None else None, f"SUMMARY:{title}" if title is not None else None, start]
    return "\r\n".join(["BEGIN:VEVENT", *(line for line in own if line), *lines, "END:VEVENT"]) + "\r\n"
