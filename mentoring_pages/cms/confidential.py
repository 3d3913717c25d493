"""Staff screens that show or take words which stand in no log and no error report."""

from django.utils.decorators import method_decorator

from mentoring_pages.members.journals.confidential import confidential

_confidential = method_decorator(confidential)


class ConfidentialScreen:
    """Mixed into a screen: its pages of one row, and what is posted there, are hidden from error reports.

    The pages are made inside the guarded views, since a template that fails later would tell what it was given.
    """

    @_confidential
    def inspect_view(self, request, instance_pk):
        return _made(super().inspect_view(request, instance_pk))

    @_confidential
    def act_view(self, request, instance_pk, act):
        return _made(super().act_view(request, instance_pk, act))


def _made(response):
    return response.render() if hasattr(response, "render") else response
