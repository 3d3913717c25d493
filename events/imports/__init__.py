"""A calendar file that staff bring in once: its events become drafts of gatherings. Limits: docs/networks.md."""
