"""The page for phones during a review: a few kilobytes beside the app, without sign-in, script or request elsewhere."""
