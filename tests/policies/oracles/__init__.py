"""What documents order, reckoned in plain decimals by someone who did not read the packages' formulas."""
