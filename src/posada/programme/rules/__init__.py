"""Rules that the rows of a programme must keep, one small function each, named after the fault it finds."""
