"""Who is who: the questions that models and permissions both ask about a user."""


def is_coordinator(user):
    """Runs the mentoring: active and with the permission that the group "Coordinators" carries. Superusers too."""
    return bool(user.is_authenticated and user.is_active and user.has_perm("mentoring_pages.coordinate_mentoring"))


def is_named_handler(user):
    """A coordinator who is named to read concerns (R104). One query for a coordinator, none for anyone else."""
    return is_coordinator(user) and user.named_for_concerns.exists()
