"""Members area: one's own calendars, one for each device."""
