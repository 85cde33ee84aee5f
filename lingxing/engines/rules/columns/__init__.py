"""Plans run on arrays: a compiled kernel, and blocks of NumPy where there is no compiler."""
