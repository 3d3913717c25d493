"""What a calendar shows: which gatherings belong to it, what narrows it, and the counts and forms of its filters."""
