"""What a page says after something was done, by the word in its address."""

from __future__ import annotations

from collections.abc import Mapping

from services.portal.language import marked

DONE: Mapping[str, str] = {
    "signed-in": marked("You are signed in."),
    "signed-out": marked("You are signed out."),
    "signed-out-everywhere": marked("You are signed out everywhere."),
    "asked": marked("It is on its way. You hear by mail, and see it here."),
    "withdrawn": marked("Taken back. Whoever had it on their list no longer does."),
    "agreed": marked("The new first contact is being asked."),
    "answered": marked("Your answer is noted."),
    "published": marked("Published. Its audience sees it from now on."),
    "drafted": marked("Kept as a draft. Nobody is told before you publish it."),
    "not-published": marked("Kept as a draft; it could not be published as it is."),
    "saved": marked("Saved."),
    "moved": marked("Noted."),
    "role": marked("Noted."),
    "role-offered": marked("They are asked whether they take it."),
    "policy-published": marked("Published. Openings posted from now on can take it."),
    "referred": marked("They are asked whether they agree."),
    "consented": marked("You agreed. From here on recruiters see you."),
    "refused": marked("Noted. To whoever referred you it looks like silence."),
    "referral-withdrawn": marked("Taken back."),
    "link-made": marked(
        "Your link is ready below. It holds while the opening is out and you work there."
    ),
    "link-taken-back": marked(
        "It leads nowhere from now on. Who was referred by it stays referred."
    ),
    "hook-taken-back": marked("No secret holds any more."),
    "credit-noted": marked("Noted, by a further line."),
    "released": marked("Those who introduced you are told."),
    "claimed": marked("Referrals to your addresses wait for you below."),
    "nothing-to-claim": marked("No referral waits for one of your addresses."),
    "joined": marked("You are in."),
    "left-group": marked("You left the group."),
    "ticked": marked("Proposed. A tie stands once both confirmed it."),
    "proposed": marked("If they are a member, they are asked. You hear once they confirm it."),
    "tie-confirmed": marked("You know each other."),
    "tie-denied": marked("Noted. They are not told."),
    "tie-ended": marked("Ended. They are not told why."),
    "chosen": marked("Proposed. Those who proposed you too are confirmed at once."),
    "undone": marked("Undone, as far as nobody had answered."),
    "code-sent": marked("A code is on its way to that address."),
    "verified": marked("The address is yours now."),
    "replayed": marked("It is taken in again."),
    "passed": marked("Noted. Nobody is told; it looks like silence."),
}
