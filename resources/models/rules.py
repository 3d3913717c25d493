"""Content rules that staff compose, what they did, and the messages that they left for staff."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from resources.enums import RuleActionKind, RuleEvent, RunOutcome
from resources.pages import PAGE_MODEL
from resources.rules.blocks import RuleCriteriaBlock
from resources.rules.forms import RuleForm, clean_addresses, read_addresses


class ContentRule(ClusterableModel):
    """ "When this happens to such a page, then do that." """

    name = models.CharField(_("name"), max_length=120, help_text=_("For staff, such as: New safety guides to Kim."))
    is_enabled = models.BooleanField(_("in force"), default=True)
    event = models.CharField(_("when a page"), max_length=11, choices=RuleEvent.choices, default=RuleEvent.PUBLISHED)
    page_type = models.CharField(_("type of page"), max_length=120, blank=True)
    below = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("in the part of the site"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("This page and all below it. Empty: the whole site."),
    )
    # A rule whose place was deleted must not hold for the whole site from then on.
    is_limited = models.BooleanField(default=False, editable=False)
    criteria = StreamField(
        RuleCriteriaBlock(),
        verbose_name=_("and"),
        blank=True,
        help_text=_(
            "A page has to meet each of these. Types of page that do not know a property never meet it. For a page with"
            " changes that are not published yet, its published version counts."
        ),
    )

    base_form_class = RuleForm
    panels = [
        FieldPanel("name"),
        FieldPanel("is_enabled"),
        MultiFieldPanel(
            [FieldPanel("event"), FieldPanel("page_type"), FieldPanel("below"), FieldPanel("criteria")],
            heading=_("When"),
        ),
        InlinePanel("steps", heading=_("Then, in this order"), label=_("Step")),
    ]
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        permissions = [("manage_rules", "Can compose content rules")]
        ordering = ["name", "pk"]
        verbose_name = _("content rule")
        verbose_name_plural = _("content rules")

    def __str__(self):
        return self.name

    @property
    def lost_its_place(self):
        """Whether the part of the site that it was for is deleted; it does nothing until it gets another one."""
        return self.is_limited and self.below_id is None


class RuleStep(Orderable):
    """One thing that a rule does. Which fields count, its kind says."""

    rule = ParentalKey(ContentRule, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("what to do"), max_length=7, choices=RuleActionKind.choices, default=RuleActionKind.MAIL)
    group = models.ForeignKey(
        Group,
        verbose_name=_("group of staff"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("For a mail or a message. They read the title of a draft too, and get the link to the editor."),
    )
    addresses = models.TextField(
        _("e-mail addresses"),
        blank=True,
        help_text=_("For a mail, one per line. They read only what everyone may see of the page."),
    )
    text = models.TextField(
        _("words of yours"), blank=True, max_length=1_000, help_text=_("Stand above the facts in a mail or message.")
    )
    collection = models.ForeignKey(
        "partnership_resources.CollectionPage",
        verbose_name=_("collection"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    workflow = models.ForeignKey(
        "wagtailcore.Workflow",
        verbose_name=_("workflow"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    panels = [
        FieldPanel("kind"),
        FieldPanel("group"),
        FieldPanel("addresses"),
        FieldPanel("text"),
        PageChooserPanel("collection", "partnership_resources.CollectionPage"),
        FieldPanel("workflow"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("step of a rule")
        verbose_name_plural = _("steps of rules")

    def __str__(self):
        return str(self.get_kind_display())

    def clean(self):
        """What its kind needs is there, and addresses are addresses."""
        super().clean()
        try:
            self.addresses = clean_addresses(self.addresses)
        except ValidationError as problem:
            raise ValidationError({"addresses": problem.messages}) from problem
        needed = {
            RuleActionKind.MAIL: ("group", self.group_id or self.addresses, _("Choose a group or type addresses.")),
            RuleActionKind.NOTIFY: ("group", self.group_id, _("Choose the group that sees the message.")),
            RuleActionKind.COLLECT: ("collection", self.collection_id, _("Choose the collection.")),
            RuleActionKind.SUBMIT: ("workflow", self.workflow_id, _("Choose the workflow.")),
        }
        name, value, sentence = needed[RuleActionKind(self.kind)]
        if not value:
            raise ValidationError({name: sentence})

    @property
    def address_list(self):
        return read_addresses(self.addresses)


class RuleRun(models.Model):
    """What a step of a rule did. It outlives the rule and the page; titles of pages are for staff."""

    rule = models.ForeignKey(ContentRule, on_delete=models.SET_NULL, null=True, related_name="runs")
    # Kept for a step that waits for the worker.
    step = models.ForeignKey(RuleStep, on_delete=models.SET_NULL, null=True, related_name="+")
    rule_name = models.CharField(_("rule"), max_length=120)
    page_key = models.PositiveBigIntegerField(db_index=True)
    page_title = models.CharField(_("page"), max_length=255)
    event = models.CharField(_("what happened"), max_length=11, choices=RuleEvent.choices)
    kind = models.CharField(_("step"), max_length=7, choices=RuleActionKind.choices, blank=True)
    outcome = models.CharField(_("outcome"), max_length=7, choices=RunOutcome.choices)
    sentence = models.TextField(_("in words"), blank=True)
    ran_at = models.DateTimeField(_("when"), db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["-ran_at", "-pk"]
        verbose_name = _("run of a rule")
        verbose_name_plural = _("runs of rules")
        indexes = [models.Index(fields=["rule", "page_key", "ran_at"], name="partnership_rule_runs")]

    def __str__(self):
        return f"{self.rule_name}: {self.page_title}"


class RuleMessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Messages for groups of the person that they have not put away."""
        return self.filter(group__in=user.groups.all()).exclude(dismissed_by=user)


class RuleMessage(models.Model):
    """A line on the home page of the CMS for a group; each person puts it away for themselves."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    sentence = models.TextField(_("message"))
    text = models.TextField(blank=True)
    page_key = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(_("when"), db_index=True)
    dismissed_by = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    objects = RuleMessageQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        verbose_name = _("message of a rule")
        verbose_name_plural = _("messages of rules")

    def __str__(self):
        return self.sentence
