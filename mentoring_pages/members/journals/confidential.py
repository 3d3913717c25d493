"""What each journal view wears: nothing of what it handles may stand in an error report."""

from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables


def confidential(view):
    """Hide the posted fields and every variable of the view, and of all that it calls, from error reports.

    Put it outermost, so that it also covers what the decorators below it do.
    """
    return sensitive_post_parameters()(sensitive_variables()(view))
