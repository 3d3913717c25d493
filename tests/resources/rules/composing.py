"""Rules for tests, and the fields of the editor's form."""

from resources.models import ContentRule, RuleStep

NO_CRITERIA = {"criteria-count": "0"}


def rule(*steps, name="A rule", event="published", criteria=(), **kwargs):
    """A rule with steps, each a dict of `RuleStep` fields. `criteria` are lists of values such as ["topic:safety"]."""
    blocks = [{"type": "property", "value": {"operator": "is", "values": values}} for values in criteria]
    made = ContentRule(name=name, event=event, is_limited=bool(kwargs.get("below")), **kwargs)
    made.criteria = made._meta.get_field("criteria").to_python(blocks)
    made.steps = [RuleStep(sort_order=place, **values) for place, values in enumerate(steps)]
    made.save()
    return made


def form(*steps, **values):
    """What the editor's browser sends."""
    data = {"name": "A rule", "is_enabled": "on", "event": "published", "page_type": "", "below": ""} | NO_CRITERIA
    data |= {"steps-TOTAL_FORMS": len(steps), "steps-INITIAL_FORMS": 0, "steps-MIN_NUM_FORMS": 0}
    data |= {"steps-MAX_NUM_FORMS": 1000}
    for place, step in enumerate(steps):
        empty = {"kind": "mail", "group": "", "addresses": "", "text": "", "collection": "", "workflow": ""}
        own = empty | step | {"id": "", "ORDER": place + 1, "DELETE": ""}
        data |= {f"steps-{place}-{name}": value for name, value in own.items()}
    return data | values
