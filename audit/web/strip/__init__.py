"""What moves the thumbnails of a review: a script of the page, for the mouse and for the keyboard."""
