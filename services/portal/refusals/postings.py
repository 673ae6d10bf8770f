"""What postings may refuse."""

from __future__ import annotations

from collections.abc import Mapping

from services.portal.language import marked

SENTENCES: Mapping[str, str] = {
    "opening_not_found": marked("There is no such opening, or it is not yours to see."),
    "opening_not_yours": marked(
        "Only whoever posted this opening, runs its process or looks after the employer can "
        "change it."
    ),
    "opening_over": marked("This opening is over and no longer changes."),
    "opening_state_wrong": marked(
        "In its present state the opening does not allow this. Look at it again."
    ),
    "opening_valid_through_passed": marked("Its last day is over. Set a later one first."),
    "opening_invalid": marked("The opening cannot be kept like this yet."),
    "opening_changed_meanwhile": marked(
        "Somebody changed the opening meanwhile. Open the page anew, then change it."
    ),
    "recruiters_too_many": marked("An opening has at most %(number)s recruiters."),
    "hiring_manager_not_employed": marked(
        "Whoever decides on the opening works at the employer or one of its affiliates. "
        "Choose somebody else."
    ),
    "hiring_role_not_yours": marked("Only whoever decides on this opening can do this."),
    "delegate_to_oneself": marked("Name somebody else to take the role."),
    "employment_not_current": marked("Only who works at the employer now can do this."),
    "employment_not_verified": marked(
        "Confirm your mail address at this employer first, on the page “My data”."
    ),
    "person_unknown": marked("One of the people named is not a member."),
    "employer_not_found": marked("There is no such employer."),
    "employer_unknown": marked("There is no such employer. Choose another one."),
    "employer_not_yours": marked("Only whoever looks after an employer can change it."),
    "employer_invalid": marked("The employer cannot be kept like this yet."),
    "employer_changed_meanwhile": marked(
        "Somebody changed the employer meanwhile. Open the page anew, then change it."
    ),
    "employer_has_no_policy": marked(
        "The employer has not published a bonus for referrals. Post without one."
    ),
    "employer_name_taken": marked("Another employer has this name already."),
    "employer_domain_taken": marked("Another employer has this domain already."),
    "employer_part_twice": marked("Something is named twice."),
    "parent_cycle": marked("An employer cannot belong to itself."),
    "parent_unknown": marked("There is no such parent company."),
    "policy_invalid": marked("The terms of the bonus cannot be used like this yet."),
}
