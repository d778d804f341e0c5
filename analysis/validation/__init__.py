"""Validate the tables: their form, their quotes and values, and every sentence."""
