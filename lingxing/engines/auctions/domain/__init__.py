"""Pure rules of a listing sale: `apply(state, event) → state`. No Django, no clock, no I/O."""
