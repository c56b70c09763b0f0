"""A review on the wall: slides in full screen and a presenter's window beside them, without a page to reload."""
