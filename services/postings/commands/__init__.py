"""Everything a user can do at postings, one function each."""

from services.postings.commands.employers import (
    AddEmployer,
    EditEmployer,
    PublishPolicy,
    add_employer,
    edit_employer,
    publish_policy,
)
from services.postings.commands.hiring_managers import (
    AnswerHiringRole,
    DelegateHiringRole,
    accept_hiring_role,
    decline_hiring_role,
    delegate_hiring_role,
    pause_hiring_role,
    resume_hiring_role,
)
from services.postings.commands.openings import (
    CreateOpening,
    EditOpening,
    MoveOpening,
    create_opening,
    edit_opening,
    expire_openings,
    move_opening,
)

__all__ = [
    "AddEmployer",
    "AnswerHiringRole",
    "CreateOpening",
    "DelegateHiringRole",
    "EditEmployer",
    "EditOpening",
    "MoveOpening",
    "PublishPolicy",
    "accept_hiring_role",
    "add_employer",
    "create_opening",
    "decline_hiring_role",
    "delegate_hiring_role",
    "edit_employer",
    "edit_opening",
    "expire_openings",
    "move_opening",
    "pause_hiring_role",
    "publish_policy",
    "resume_hiring_role",
]
