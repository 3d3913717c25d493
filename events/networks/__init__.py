"""Existing networks' calendars: fetched safely, read within limits, merged into ours (R27). See docs/networks.md."""
