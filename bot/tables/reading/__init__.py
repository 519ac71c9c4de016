"""Reading: from the words of a question to explicit queries over one table."""
