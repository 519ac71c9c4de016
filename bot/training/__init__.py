"""Training sessions: a trainer prepares one, a class asks in it, and nobody is told who asked."""
