"""What editors do, through the API: sign-in and CSRF token needed."""

from django.utils import timezone
from ninja import Router

from lingxing.engines.documents import services
from lingxing.engines.documents.api.schemas import (
    EDITING_REFUSALS,
    Alias,
    Assigned,
    Correction,
    Done,
    Judgement,
    Key,
    Merge,
    Note,
    Separation,
)
from lingxing.engines.documents.views.answers import editor
from lingxing.engines.parties.access import Permission, Request, requires
from lingxing.engines.parties.access_session import SESSION

router = Router()


@router.post(
    "/organs/{int:organ_id}/merge",
    response={200: Done, **EDITING_REFUSALS},
    auth=SESSION,
    tags=["机构"],
    summary="合并机构",
)
@requires(Permission.MERGE_ORGANS)
def merge(request: Request, organ_id: int, merge: Merge) -> Done:
    """Let one organ stand for another."""
    services.merge_organs(organ_id, merge.into, merge.reason, editor(request), timezone.now())
    return Done()


@router.post(
    "/organs/{int:organ_id}/separate",
    response={200: Done, **EDITING_REFUSALS},
    auth=SESSION,
    tags=["机构"],
    summary="撤销合并",
)
@requires(Permission.MERGE_ORGANS)
def separate(request: Request, organ_id: int, separation: Separation) -> Done:
    """Undo a merge."""
    services.separate_organ(organ_id, separation.reason, editor(request), timezone.now())
    return Done()


@router.post(
    "/organs/{int:organ_id}/aliases",
    response={200: Assigned, **EDITING_REFUSALS},
    auth=SESSION,
    tags=["机构"],
    summary="指定一个名称所指的机构",
)
@requires(Permission.MERGE_ORGANS)
def assign(request: Request, organ_id: int, alias: Alias) -> Assigned:
    """Let a printed name mean the organ, also in the texts already here."""
    resolved = services.assign_alias(organ_id, alias.printed, editor(request), timezone.now())
    return Assigned(resolved=resolved)


@router.post(
    "/problems/{int:problem_id}/resolve",
    response={200: Done, **EDITING_REFUSALS},
    auth=SESSION,
    tags=["核对"],
    summary="记为处理完毕",
)
@requires(Permission.RESOLVE_PROBLEMS)
def resolve(request: Request, problem_id: int, note: Note) -> Done:
    """Close a problem with a note."""
    services.resolve_problem(problem_id, note.note, editor(request), timezone.now())
    return Done()


@router.post(
    "/problems/{int:problem_id}/reopen",
    response={200: Done, **EDITING_REFUSALS},
    auth=SESSION,
    tags=["核对"],
    summary="重新打开",
)
@requires(Permission.RESOLVE_PROBLEMS)
def reopen(request: Request, problem_id: int, note: Note) -> Done:
    """Open a problem again."""
    services.reopen_problem(problem_id, note.note, editor(request), timezone.now())
    return Done()


@router.post(
    "/documents/{key}/corrections",
    response={200: Done, **EDITING_REFUSALS},
    auth=SESSION,
    tags=["核对"],
    summary="更正一个值",
)
@requires(Permission.CORRECT_DOCUMENTS)
def correct(request: Request, key: Key, correction: Correction) -> Done:
    """Set a value of a document."""
    actor = editor(request)
    services.correct_value(key, correction.path, correction.value, correction.reason, actor, timezone.now())
    return Done()


@router.post(
    "/documents/{key}/confirmations",
    response={200: Done, **EDITING_REFUSALS},
    auth=SESSION,
    tags=["核对"],
    summary="确认一个值",
)
@requires(Permission.CORRECT_DOCUMENTS)
def confirm(request: Request, key: Key, judgement: Judgement) -> Done:
    """Record that a value was checked."""
    services.confirm_value(key, judgement.path, judgement.reason, editor(request), timezone.now())
    return Done()


@router.post(
    "/documents/{key}/withdrawals",
    response={200: Done, **EDITING_REFUSALS},
    auth=SESSION,
    tags=["核对"],
    summary="撤回更正或确认",
)
@requires(Permission.CORRECT_DOCUMENTS)
def withdraw(request: Request, key: Key, judgement: Judgement) -> Done:
    """Withdraw what an editor set."""
    services.withdraw_correction(key, judgement.path, judgement.reason, editor(request), timezone.now())
    return Done()
