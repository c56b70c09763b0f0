"""Where things lie on a machine: the product's own files, and the folder of what belongs to whoever uses it."""
