"""What several servers share over the database, so that any of them can go on for another."""
