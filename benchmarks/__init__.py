"""What is timed, each with the goal that it is held to."""
