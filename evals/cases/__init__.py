"""The golden cases: what is asked, and when an answer is right."""
