"""Model: typed tables, with the kinds of their columns and what codes and values stand for."""
