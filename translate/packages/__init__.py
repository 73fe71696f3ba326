"""Argos packages on disk: finding, choosing, unpacking and checking them."""
