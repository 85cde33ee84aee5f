"""`lingxing reserve`: the sealed reserve price, on the supervisor's own machine."""
