/** Says that what follows is not worked out from any data. The template has it too. */
export const NOTE_TITLE = "Note from the sender";
