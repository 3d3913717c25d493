"""Asking foreign addresses without being led into a network of our own: for calendars, files and links."""
