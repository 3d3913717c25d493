"""What the recycle bin does with rows that go with a gathering or a calendar.

Guests, invitations and polls are lost with a gathering, by default: people's data must be gone when staff delete it.
What calendars were told (`CalendarEntry`) stays anyway, so a restored gathering is the same event to them.
"""

from resources.registry import BinRule, register_bin_rules


def register():
    """Hand it to the registry; called once when the app is ready."""
    register_bin_rules(BinRule.KEPT, "partnership_events.ImportedGathering")
    for model in ("FeedReport", "FeedReading", "ReadyFeed"):
        register_bin_rules(BinRule.FORGOTTEN, f"partnership_events.{model}")
