"""Run the notebooks, and publish what they show: the README and the site."""
