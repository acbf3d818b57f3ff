import type { SesCall } from "./ses-calls.ts";

/** Events as Amazon SES publishes them (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html). */
export type SesEventType =
  | "Send"
  | "Delivery"
  | "Bounce"
  | "Complaint"
  | "DeliveryDelay"
  | "Reject"
  | "Rendering Failure";

/** What an event adds to what is common to all. */
type More = Readonly<Record<string, unknown>>;

/**
 * An event about a mail that was taken.
 *
 * @param at When it happened.
 * @param more Changes to the part that is the event's own.
 */
export function sesEvent(
  eventType: SesEventType,
  { messageId = "", tags, destinations }: Pick<SesCall, "messageId" | "tags" | "destinations">,
  at: Date,
  more: More = {},
): string {
  const timestamp = at.toISOString();
  const values = Object.entries(tags).map(([name, value]) => [name, [value]]);
  const people = destinations.map((emailAddress) => ({ emailAddress }));
  const parts: Readonly<Record<SesEventType, More>> = {
    Send: { send: { ...more } },
    Delivery: { delivery: { timestamp, recipients: destinations, ...more } },
    Bounce: {
      bounce: {
        timestamp,
        bounceType: "Permanent",
        bounceSubType: "NoEmail",
        bouncedRecipients: people.map((it) => ({
          ...it,
          diagnosticCode: `smtp; 550 5.1.1 <${it.emailAddress}>: no such user`,
        })),
        ...more,
      },
    },
    Complaint: {
      complaint: {
        timestamp,
        complaintFeedbackType: "abuse",
        complainedRecipients: people,
        ...more,
      },
    },
    DeliveryDelay: {
      deliveryDelay: {
        timestamp,
        delayType: "MailboxFull",
        delayedRecipients: people,
        ...more,
      },
    },
    Reject: { reject: { reason: "Bad content", ...more } },
    "Rendering Failure": { failure: { errorMessage: "no such template", ...more } },
  };
  const mail = {
    timestamp,
    messageId,
    source: "reports@example.com",
    destination: destinations,
    tags: { "ses:configuration-set": ["exec-report"], ...Object.fromEntries(values) },
  };
  return JSON.stringify({ eventType, mail, ...parts[eventType] });
}
