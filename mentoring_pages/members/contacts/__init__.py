"""Members area: contacts."""
