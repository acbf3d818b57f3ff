/** What the mail of the digest is called where reports have their type. No report definition has this id. */
export const DIGEST_TYPE = "digest";

/** Stands as a user id on what no person has asked for or approved: nobody can be told anything by it. */
export const NO_PERSON = "digest";

export const DIGEST_TITLE = "Daily digest";
