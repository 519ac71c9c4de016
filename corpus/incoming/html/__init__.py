"""Pages in HTML: what a reader sees of them becomes blocks of text."""
