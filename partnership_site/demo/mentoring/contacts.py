"""What pairs wrote in their log: way, kind, minutes and what it was about."""

from typing import NamedTuple


class LogLine(NamedTuple):
    mode: str
    kind: str
    minutes: int
    note: str
    was_made: bool = True


FIRST_MEETING = LogLine("face-to-face", "meeting", 90, "First meeting at the mentor's site. Plan begun.")
LAST_MEETING = LogLine("face-to-face", "meeting", 90, "Last meeting: looked at each goal, and closed.")

LOG = (
    LogLine("telephone", "conversation", 30, "How the first weeks went."),
    LogLine("email", "conversation", 15, "Sent the schedule and the sign-in sheet."),
    LogLine("video", "meeting", 45, "Read the plan together, changed one date."),
    LogLine("telephone", "conversation", 15, "Quick question about a late pick-up."),
    LogLine("face-to-face", "site-visit", 180, "Visit: watched two rooms, met the principal."),
    LogLine("text", "conversation", 15, "Good news about a hire."),
    LogLine("video", "program-call", 60, "On the quarterly call together."),
    LogLine("telephone", "conversation", 30, "Staff who call in sick on Fridays."),
    LogLine("email", "conversation", 15, "Budget page with notes in the margin."),
    LogLine("telephone", "conversation", 45, "A hard conversation with a parent, talked through beforehand."),
    LogLine("video", "meeting", 60, "Goal two: what is in the way."),
    LogLine("face-to-face", "gathering", 120, "Sat together at the regional gathering."),
    LogLine("telephone", "conversation", 30, "How the open evening went."),
    LogLine("letter", "conversation", 15, "A card. It counted."),
    LogLine("email", "conversation", 15, "Shared an observation sheet, filled in."),
    LogLine("video", "meeting", 45, "Halfway: kept two goals, crossed out one."),
    LogLine("telephone", "conversation", 30, "Who covers when the director is ill."),
    LogLine("face-to-face", "site-visit", 150, "Return visit. Their staff asked the questions this time."),
    LogLine("telephone", "conversation", 15, "Small thing about bus money."),
    LogLine("video", "program-call", 60, "On the quarterly call together."),
    LogLine("email", "conversation", 15, "Draft of the report, in and out in a day."),
    LogLine("telephone", "conversation", 45, "Talked about rest, for once."),
    LogLine("text", "conversation", 15, "Photo of the new schedule on the wall."),
    LogLine("video", "meeting", 45, "What still needs doing before the end."),
)

ATTEMPTS = (
    LogLine("telephone", "conversation", 1, "No answer, left a message.", was_made=False),
    LogLine("video", "meeting", 5, "The line failed. Tried again the next day.", was_made=False),
)
