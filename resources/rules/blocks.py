"""What the criteria of a rule are composed from: the properties that apps offer to collections."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from resources.collecting.blocks import PropertyCriterionBlock


class RuleCriterionBlock(PropertyCriterionBlock):
    """A property of the page, such as its topic or region, and the values that it may have."""

    class Meta:
        icon = "tag"
        label = _("Topic, region or another property")
        description = _("Such as: the topic is Safety or Snacks.")


class RuleCriteriaBlock(blocks.StreamBlock):
    """All criteria of a rule. A page has to meet each of them."""

    property = RuleCriterionBlock()

    class Meta:
        required = False
        max_num = 8
