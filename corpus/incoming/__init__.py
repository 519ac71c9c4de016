"""Documents on their way in: a file of any kind we read becomes Markdown, with what is doubtful."""
