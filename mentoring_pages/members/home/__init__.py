"""Members area: home."""
