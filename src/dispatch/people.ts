/** What the use cases ask the workspace's directory: who somebody is there, and who belongs to a user group. */

/**
 * - `member`: a full member of the bot's own workspace.
 * - `guest`: sees some channels only.
 * - `stranger`: of another workspace, or known to nobody here.
 */
export type Standing = "member" | "guest" | "stranger" | "bot" | "deactivated";

/** What the directory says, or why it says nothing: a sentence with what to do about it. */
export type Told<T> = { readonly value: T } | { readonly why: string };

/** Answers may be as old as a minute. Neither call throws. */
export interface People {
  standingOf(userId: string): Promise<Told<Standing>>;
  /** User ids of those who belong to a group now; nobody, if there is no such group. */
  membersOf(groupId: string): Promise<Told<readonly string[]>>;
}

/** Whether an id of the settings names a group of people and not one person. */
export function isGroup(id: string): boolean {
  return id.startsWith("S");
}
