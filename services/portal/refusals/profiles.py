"""What profiles may refuse."""

from __future__ import annotations

from collections.abc import Mapping

from services.portal.language import marked

SENTENCES: Mapping[str, str] = {
    "sign_up_needed": marked(
        "Nobody has this address yet. Say what you are called and whether you may be found."
    ),
    "code_refused": marked("The code is wrong or no longer valid. Ask for a new one."),
    "session_refused": marked("The session is over. Sign in again."),
    "mail_invalid": marked("This is not a mail address. It needs a name, an @ and a domain."),
    "mail_taken": marked("Another account has this address. Sign in to that one."),
    "person_not_found": marked("There is nobody here whom you may see."),
    "text_missing": marked("Something is still empty that is needed."),
    "text_too_long": marked("A text is too long. Use at most %(most)s characters."),
    "text_not_printable": marked(
        "A text has characters in it that nobody can see. Type it anew instead of pasting it."
    ),
    "items_too_many": marked("That is more than there is room for: at most %(most)s."),
    "link_not_http": marked("A link starts with https:// or http://."),
    "cap_out_of_range": marked("A limit is a number from %(number)s to %(most)s."),
    "quiet_day_unknown": marked("Quiet days are days of the week."),
    "time_zone_unknown": marked("A time zone is a name like Europe/Berlin."),
    "topic_invalid": marked(
        "A topic is one word of small letters, digits and hyphens, like data-science."
    ),
    "date_in_future": marked("The last day must not lie in the future."),
    "date_out_of_range": marked("A date lies too far back or too far ahead."),
    "dates_reversed": marked("It cannot end before it starts. Change one of the two."),
    "count_out_of_range": marked("A count is a number from %(number)s to %(most)s."),
    "employment_not_found": marked("This employment is no longer in your data."),
    "education_not_found": marked("This education is no longer in your data."),
    "membership_not_found": marked("This membership is no longer in your data."),
    "avoided_people_full": marked(
        "You avoid %(number)s people, and more is not possible. Take one off first; that "
        "takes 7 days."
    ),
    "avoided_person_is_oneself": marked("You cannot avoid yourself."),
    "tie_not_found": marked("There is no such tie any more."),
    "tie_not_proposed": marked("There is nothing of theirs to answer any more."),
    "tie_not_confirmed": marked(
        "Both of you have to confirm that you know each other before that."
    ),
    "tie_not_standing": marked("There is neither a tie nor a question of yours any more."),
    "tie_to_oneself": marked("A tie needs two people. Name somebody else."),
    "tie_changed_meanwhile": marked("This tie has just changed. Look again."),
    "group_not_found": marked(
        "There is no such group, or its link has changed. Ask whoever gave you the link."
    ),
    "group_member_not_found": marked("There is no such member to see in the group."),
    "groups_full": marked(
        "You are in %(number)s groups, and more is not possible. Leave one first."
    ),
    "volunteer_hides_name": marked(
        "Whoever volunteers is asked first, and so shows their name to the group."
    ),
    "import_not_found": marked("This import is no longer there. Choose the file again."),
    "import_not_open": marked("You have chosen from this list already, or undone it."),
    "import_match_not_found": marked(
        "Somebody whom you chose is not on this list. Look at it again."
    ),
    "import_file_missing": marked("Choose the file first."),
    "import_empty": marked("The file is empty. Choose another one."),
    "import_too_large": marked(
        "The file is too large. Split it, and take in one part after the other."
    ),
    "import_line_too_long": marked("Line %(number)s of the file is too long to be a contact."),
    "import_not_utf8": marked(
        "The file is not text as we read it. Save it as UTF-8 and choose it again."
    ),
    "import_is_archive": marked("The file is an archive. Unpack it, and choose the list inside."),
    "import_is_page": marked("The file is a web page. Choose the list itself."),
    "import_kind_unknown": marked(
        "The file is none that we can read. Choose LinkedIn’s Connections.csv, contacts from "
        "Google, or a vCard."
    ),
    "import_no_header": marked(
        "The file does not have the columns that it needs. Choose it as it was exported, unchanged."
    ),
    "import_column_twice": marked(
        "The file names a column twice. Choose it as it was exported, unchanged."
    ),
    "import_row_broken": marked(
        "Line %(number)s of the file is broken. Export it anew, and do not change it in between."
    ),
    "import_no_card": marked(
        "Line %(number)s of the file is no vCard. Export it anew, and do not change it in between."
    ),
    "digest_link_unknown": marked("This link is none of ours, or no longer good."),
}
