"""PDF files: words with their places become blocks of text in reading order."""
