"""Members area: requests."""
