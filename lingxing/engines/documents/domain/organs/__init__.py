"""Organs: what a printed unit name (市住建局) stands for in its city (鄂州市住房和城乡建设局)."""
