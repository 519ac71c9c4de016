"""Follow-ups: a question that leans on the one before it, put so that it stands alone."""
