"""Members area: how a pair begins, from the first meeting to the question whether it fits."""
