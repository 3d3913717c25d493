"""What mentoring does when `manage.py partnership_work` looks for what is due."""


def register():
    """Hand it to the registry; called once when the app is ready. Each is a `resources.registry.Job`."""
