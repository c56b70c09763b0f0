"""The phones' door: where other devices come in to the walk and to the room of a review, and nowhere else."""
