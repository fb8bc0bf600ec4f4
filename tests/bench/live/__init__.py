"""Finding targets again in running programs: what accessibility adds to the pictures, measured while they run."""
