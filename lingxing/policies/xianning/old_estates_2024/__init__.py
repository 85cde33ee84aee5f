"""Old housing estates of Xianning renewed: six preconditions, plans by area, who pays for what (2024)."""
