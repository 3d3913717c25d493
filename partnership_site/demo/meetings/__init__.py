"""Every gathering of the demo."""

from . import calls, coming, later, past

GATHERINGS = calls.CALLS + past.PAST + coming.COMING + later.LATER
