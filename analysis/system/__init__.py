"""Open, write and lock files safely, and print to the terminal."""
