"""What referrals may refuse of referring, credit and stages."""

from __future__ import annotations

from collections.abc import Mapping

from services.portal.language import marked

SENTENCES: Mapping[str, str] = {
    "opening_not_open": marked("Nobody can be referred for this opening at the moment."),
    "employment_not_proved": marked(
        "Confirm your mail address at work first, on the page “My data”."
    ),
    "hiring_team": marked("Whoever has a part in an opening is not referred for it."),
    "candidate_needed": marked("Say whom you refer: somebody you introduce, or a mail address."),
    "referred_already": marked("This referral exists already. You find it among the referrals."),
    "self_referral": marked("Nobody refers themselves."),
    "vouch_invalid": marked(
        "What you wrote about them cannot be used like this. Use at most %(number)s characters."
    ),
    "referral_not_found": marked("There is no such referral, or it is not yours to see."),
    "referral_changed_meanwhile": marked("It has just changed. Look again."),
    "referral_state_wrong": marked(
        "In its present state the referral does not allow this. Look at it again."
    ),
    "referral_not_due": marked("The time for that has not come yet."),
    "referral_not_yours": marked("This is for somebody else to do."),
    "consent_deadline_passed": marked(
        "The time to agree is over. Whoever referred you can ask you anew."
    ),
    "hire_confirmed": marked("The employer has confirmed the hire, and that stands."),
    "reason_needed": marked("Say of which kind the reason for the rejection is."),
    "hold_too_long": marked("A rejection can be held back for three working days at most."),
    "start_needed": marked("Say on which day they start, within two years of today."),
    "end_invalid": marked("An employment ends after it began, and not in the future."),
    "credit_not_paid": marked("Nothing was paid for that, or it was taken back already."),
    "credit_below_nothing": marked("Nobody owes anything for having referred somebody. Take less."),
    "credit_without_policy": marked("The opening came without a bonus, so nothing is paid for it."),
    "amount_needed": marked("Say how much is added or taken."),
    "why_invalid": marked("Say why, in %(number)s characters at most."),
    "share_link_exists": marked("You have a link to this opening. Take it back first."),
    "share_link_not_found": marked("This link leads nowhere any more, or not before you sign in."),
    "ats_hook_exists": marked("This opening is connected already. Make its secret anew instead."),
    "ats_hook_not_found": marked("This opening is not connected to another system."),
    "delivery_id_invalid": marked("The number of this delivery cannot be used."),
    "signature_refused": marked("This is not signed as it has to be."),
    "stages_missing": marked("Choose the file first."),
    "stages_broken": marked(
        "The quotes of the file do not fit together. Export it anew, unchanged."
    ),
    "stages_no_header": marked("The file needs the columns “referral_id” and “what”, once each."),
    "stages_not_utf8": marked(
        "The file is not text as we read it. Save it as UTF-8 and choose it again."
    ),
    "stages_too_many": marked("Those are too many rows. Send at most %(number)s at once."),
    "row_not_matched": marked("It is about no referral that you have received for this."),
    "row_unreadable": marked("The column “%(column)s” cannot be read. %(why)s"),
}
