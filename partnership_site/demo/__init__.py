"""Demo content: an invented partnership that reads like a real one. `builders.build_demo` creates it."""
