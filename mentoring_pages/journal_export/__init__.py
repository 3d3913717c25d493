"""One's own journal to take along: Markdown, HTML, PDF. Texts go to the person's own browser and nowhere else."""
