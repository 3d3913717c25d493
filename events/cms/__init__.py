"""Staff screens of gatherings."""
