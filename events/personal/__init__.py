"""Members' personal calendars: one secret address for each device, read-only, and what stands in it."""
