"""How Xianning's investment committee meets, keeps its three project libraries and sees to its decisions (2024)."""
