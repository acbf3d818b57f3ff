/** Slack shows `<!date^1795397370^{date_short_pretty}|2026-11-23 01:29 UTC>` in the reader's own time. */
const DATE_TOKEN = /<!date\^\d+\^[^|>]*\|([^>]*)>/gu;

/**
 * The local Slack does not know dates: it gets what a reader without JavaScript would see in theirs.
 *
 * @param body The fields of a form.
 */
export function withoutDateTokens(body: Buffer): string {
  const fields = [...new URLSearchParams(body.toString())];
  return new URLSearchParams(
    fields.map(([name, value]) => [name, value.replaceAll(DATE_TOKEN, "$1")]),
  ).toString();
}
