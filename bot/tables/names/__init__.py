"""Names: under which words the rows, columns, values and codes of a table go."""
