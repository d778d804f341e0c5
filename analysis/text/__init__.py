"""Segment text into sentences and words, find quotes in it, and make it safe to show."""
