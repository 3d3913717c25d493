"""Members area: reading lists."""
