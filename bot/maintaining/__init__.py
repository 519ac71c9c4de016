"""What maintainers do to the documents: stage a change, preview it, accept it, take it back."""
