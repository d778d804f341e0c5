"""Run the commands of reported-warrants."""
