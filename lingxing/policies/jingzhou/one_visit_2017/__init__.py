"""One visit to the offices of Jingzhou: one window, one number, one network, 21 dated tasks (2017)."""
