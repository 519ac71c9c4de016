"""What is kept: the database, its tables and migrations. The only part that imports sqlalchemy."""
