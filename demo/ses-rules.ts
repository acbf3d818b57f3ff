/**
 * What SES refuses before it takes a mail, as far as a sender can get it wrong.
 *
 * Limits: https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */

import type { SesRefusal, SesRequest } from "./ses-wire.ts";

/** Recipients of one call, To, Cc and Bcc together. */
const MAX_RECIPIENTS = 50;
/** Characters of a tag's name or value. */
const MAX_TAG_LENGTH = 256;
const TAG = /^[A-Za-z0-9_-]+$/;
const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;

/** Why SES would refuse this mail for good, or nothing. One bad address refuses the whole call. */
export function findRefusal(request: SesRequest): SesRefusal | undefined {
  if (request.destinations.length > MAX_RECIPIENTS) {
    return invalid(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
  }
  const badAddress = request.destinations.find((one) => !ADDRESS.test(bareAddress(one)));
  if (badAddress !== undefined) return invalid("Illegal address");
  const badTag = Object.entries(request.tags)
    .flat()
    .find((part) => !isTag(part));
  if (badTag !== undefined) {
    return invalid(
      `Invalid tag <${badTag}>: use 1 to ${MAX_TAG_LENGTH} ASCII letters, digits, '_' and '-'.`,
    );
  }
  return undefined;
}

/** `Captain <captain@example.com>` → `captain@example.com`, in lower case. */
export function bareAddress(address: string): string {
  const angled = /<([^<>]*)>\s*$/.exec(address);
  return (angled?.[1] ?? address).trim().toLowerCase();
}

function isTag(part: string): boolean {
  return part.length <= MAX_TAG_LENGTH && TAG.test(part);
}

function invalid(message: string): SesRefusal {
  return { status: 400, code: "InvalidParameterValue", message };
}
