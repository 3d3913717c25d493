"""Members area: offering to host a gathering."""
