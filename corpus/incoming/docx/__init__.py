"""Word files: made into a page, and checked against their own words."""
