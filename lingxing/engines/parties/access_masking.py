"""How personal data are shown masked, for every engine that shows them."""

from lingxing.engines.parties.people.domain import mask_address, mask_name, mask_number, mask_phone

__all__ = ["mask_address", "mask_name", "mask_number", "mask_phone"]
