"""Members area: what the site holds about a person, who sees it, and leaving."""
