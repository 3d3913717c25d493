"""Members area: the agreement of a pair."""
