"""A reader says whether a resource was useful; staff say that they have read it."""

from django.utils.translation import gettext as _

from resources.models import ResourcePage, ResourceUse, UsefulAnswer


def answer_useful(resource: ResourcePage, *, is_useful: bool, comment: str) -> UsefulAnswer:
    """Store an answer; without a comment there is nothing for staff to do."""
    # So that the resource stands in the list of uses.
    ResourceUse.objects.get_or_create(resource=resource)
    return UsefulAnswer.objects.create(
        resource=resource, is_useful=is_useful, comment=comment.strip(), is_done=not comment.strip()
    )


def finish_answer(answer: UsefulAnswer) -> str:
    """Mark a comment as read and return the sentence on it."""
    UsefulAnswer.objects.filter(pk=answer.pk).update(is_done=True)
    return _("Marked as done.")
