"""Widgets that keep what is typed out of what the template logger writes about a form."""

from django import forms

from mentoring_pages.encryption import ConfidentialText


class _ConfidentialWidget:
    def format_value(self, value):
        shown = super().format_value(value)
        return shown if shown is None else ConfidentialText(shown)


class ConfidentialInput(_ConfidentialWidget, forms.TextInput):
    """A line of text."""


class ConfidentialSearch(_ConfidentialWidget, forms.TextInput):
    """Words to look for."""

    input_type = "search"


class ConfidentialTextarea(_ConfidentialWidget, forms.Textarea):
    """A longer text."""


class ConfidentialHidden(_ConfidentialWidget, forms.HiddenInput):
    """What a form carries along."""
