"""Calendar text: written, with its time zones, and checked. Values in, text out; knows nothing else of ours."""
