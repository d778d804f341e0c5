"""Prepare texts for coding: draft their rows, read saved pages, start a project."""
