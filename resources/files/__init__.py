"""What is inside files: their text, so that people find it, and a picture of the first page."""
