"""Public hospitals of central Jingzhou reformed: costs controlled, lost drug income made good 80 to 20 (2017)."""
