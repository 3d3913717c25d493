"""What the recycle bin does with the library's own records of a deleted page."""

from .registry import BinRule, register_bin_rules


def register():
    """Hand it to the registry; called once when the app is ready."""
    register_bin_rules(BinRule.KEPT, "partnership_resources.DailyUse", "partnership_resources.ResourceUse")
    register_bin_rules(BinRule.KEPT, "partnership_resources.Suggestion", "partnership_resources.UsefulAnswer")
    register_bin_rules(BinRule.KEPT, "partnership_resources.VersionNews")
    register_bin_rules(BinRule.FORGOTTEN, "partnership_resources.LinkUse", "partnership_resources.LinkReading")
    register_bin_rules(BinRule.FORGOTTEN, "partnership_resources.CollectedPage")
