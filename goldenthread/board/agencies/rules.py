"""Who may do what: a table to be read and signed off by people who do not program.

A *permission* is about who you are. Its *reach* says whether it holds for every agency's lines or only for
those that your own agency leads. What state a thing must be in is another app's rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import TextChoices


class Permission(StrEnum):
    """Something a person may be allowed to do."""

    SEE_PLAN = "see the action plan"
    EDIT_PLAN = "add, change and remove lines of the plan"
    IMPORT_PLAN = "import a plan from a file, and undo it"
    EXPORT_PLAN = "take the plan out as Word, Excel, PDF or CSV"
    UPDATE_ACTION = "add a progress note, a sub-task or evidence to an action"
    CLAIM_ACTION = "claim that an action is done"
    SEE_EVIDENCE = "say that the evidence was seen"
    VERIFY_ACTION = "verify that the evidence shows what is claimed"
    CONFIRM_IMPACT = "confirm that an action worked"
    READ_RESTRICTED = "open files kept for the board's office and the agency that gave them"
    ADMINISTER = "invite people, give roles and posts"


class Reach(StrEnum):
    """For whose lines a permission holds."""

    EVERY = "every agency's"
    OWN = "their own agency's"


class Role(TextChoices):
    """What a person is here. A person may hold several roles, each in one agency and between two dates."""

    BUSINESS_MANAGER = "business_manager", "Business manager"
    CHAIR = "chair", "Independent chair"
    SUBCOMMITTEE_CHAIR = "subcommittee_chair", "Sub-committee chair"
    AGENCY_LEAD = "agency_lead", "Partner agency lead"
    CONTRIBUTOR = "contributor", "Partner agency contributor"
    TRAINING_OFFICER = "training_officer", "Training officer"
    ANALYST = "analyst", "Data analyst"
    READER = "reader", "Reader at the council"
    INSPECTOR = "inspector", "Inspector"
    ADMINISTRATOR = "administrator", "System administrator"


_READS = {Permission.SEE_PLAN: Reach.EVERY, Permission.EXPORT_PLAN: Reach.EVERY}
_CONTRIBUTES = {**_READS, Permission.UPDATE_ACTION: Reach.OWN}

MAY: Mapping[Role, Mapping[Permission, Reach]] = {
    Role.BUSINESS_MANAGER: {
        **_READS,
        Permission.EDIT_PLAN: Reach.EVERY,
        Permission.IMPORT_PLAN: Reach.EVERY,
        Permission.UPDATE_ACTION: Reach.EVERY,
        Permission.CLAIM_ACTION: Reach.EVERY,
        Permission.SEE_EVIDENCE: Reach.EVERY,
        Permission.VERIFY_ACTION: Reach.EVERY,
        Permission.READ_RESTRICTED: Reach.EVERY,
        Permission.ADMINISTER: Reach.EVERY,
    },
    Role.CHAIR: {
        **_READS,
        Permission.UPDATE_ACTION: Reach.EVERY,
        Permission.SEE_EVIDENCE: Reach.EVERY,
        Permission.VERIFY_ACTION: Reach.EVERY,
        Permission.CONFIRM_IMPACT: Reach.EVERY,
        Permission.READ_RESTRICTED: Reach.EVERY,
    },
    Role.SUBCOMMITTEE_CHAIR: {
        **_READS,
        Permission.UPDATE_ACTION: Reach.EVERY,
        Permission.SEE_EVIDENCE: Reach.EVERY,
        Permission.VERIFY_ACTION: Reach.EVERY,
        Permission.CLAIM_ACTION: Reach.OWN,
        Permission.READ_RESTRICTED: Reach.OWN,
    },
    Role.AGENCY_LEAD: {
        **_CONTRIBUTES,
        Permission.CLAIM_ACTION: Reach.OWN,
        Permission.READ_RESTRICTED: Reach.OWN,
    },
    Role.CONTRIBUTOR: _CONTRIBUTES,
    Role.TRAINING_OFFICER: {**_CONTRIBUTES, Permission.CLAIM_ACTION: Reach.OWN},
    Role.ANALYST: {**_CONTRIBUTES, Permission.SEE_EVIDENCE: Reach.EVERY},
    Role.READER: _READS,
    Role.INSPECTOR: {**_READS, Permission.READ_RESTRICTED: Reach.EVERY},
    Role.ADMINISTRATOR: {Permission.ADMINISTER: Reach.EVERY},
}

MUST_END = frozenset({Role.INSPECTOR})
"""The roles that are only ever given with a last day."""
