"""Members area: whether a pair that has met fits."""
