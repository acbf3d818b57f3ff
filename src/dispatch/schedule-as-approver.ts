/** How the record names a schedule that approved a report, in the place of a Slack user id. */
const PREFIX = "schedule#";

export function scheduleAsApprover(scheduleId: string): string {
  return `${PREFIX}${scheduleId}`;
}

export function isScheduleAsApprover(by: string): boolean {
  return by.startsWith(PREFIX);
}
