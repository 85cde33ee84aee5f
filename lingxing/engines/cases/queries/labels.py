"""Chinese names of what cases store by name. A definition that is gone or changed leaves the stored name."""

from lingxing.engines.cases.queries.offered import procedure
from lingxing.kernel.errors import LingxingError
from lingxing.language.procedures.definitions import APPLICANT, EVERYONE, SYSTEM, Procedure, Service

FIXED_ROLES = {APPLICANT: "申请人", EVERYONE: "公众", SYSTEM: "系统"}


def service_label(package: str, name: str) -> str:
    """Return the service's label."""
    found = _service(package, name)
    return found.label if found else name


def state_label(package: str, service: str, name: str) -> str:
    """Return the label of a state."""
    found = _service(package, service)
    state = found.states.get(name) if found else None
    return state.label if state else name


def act_label(package: str, service: str, name: str) -> str:
    """Return the label of an act; 更正 for the taking back of one."""
    found = _service(package, service)
    act = found.acts.get(name) if found else None
    return act.label if act else {"correct": "更正"}.get(name, name)


def clock_label(package: str, service: str, name: str) -> str:
    """Return the label of a clock."""
    found = _service(package, service)
    clock = found.clocks.get(name) if found else None
    return clock.label if clock else name


def role_label(package: str, name: str) -> str:
    """Return the label of a role, the three fixed ones included."""
    declared = _procedure(package)
    role = declared.roles.get(name) if declared else None
    return FIXED_ROLES.get(name) or (role.label if role else name)


def _procedure(package: str) -> Procedure | None:
    try:
        return procedure(package)
    except LingxingError:
        return None


def _service(package: str, name: str) -> Service | None:
    declared = _procedure(package)
    return declared.services.get(name) if declared else None
