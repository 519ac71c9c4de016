"""A judge, where one is configured, and how far it can be trusted."""
