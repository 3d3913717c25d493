"""The front door of the meter for the rest of the mentoring: what a cycle asks for and where a pair stands (R15,
R39-R45, T2). The rooms behind it are in `mentoring_pages.meter`.
"""

from mentoring_pages.meter.progress import least_contacts, least_meetings, progress
from mentoring_pages.meter.standing import Pace, Part, Progress, RuleProgress
from mentoring_pages.meter.windows import Window, first_month, last_month, parts_of, windows_of

__all__ = [
    "Pace",
    "Part",
    "Progress",
    "RuleProgress",
    "Window",
    "first_month",
    "last_month",
    "least_contacts",
    "least_meetings",
    "parts_of",
    "progress",
    "windows_of",
]
