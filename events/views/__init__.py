"""What the addresses below calendars and gatherings answer."""
