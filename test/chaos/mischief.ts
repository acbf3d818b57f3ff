import {
  type FrontCall,
  KILL_STEPS,
  type KillStep,
  type Mischief,
  type Treatment,
} from "./front.ts";
import type { Random } from "./random.ts";

/** Where a process is killed. */
export interface KillPlan {
  /** At this change in the database, at the mail service or in Slack, counted from the approval, from 1. */
  readonly atChange: number;
  readonly step: KillStep;
  /** After an answer has left, milliseconds until the kill: how far the process gets with it. */
  readonly pauseMs: number;
}

/**
 * Chooses a point of a send.
 *
 * @param changes About how many a send makes.
 */
export function planKill(random: Random, changes: number): KillPlan {
  return {
    atChange: 1 + random.below(changes),
    step: random.pick(KILL_STEPS),
    pauseMs: random.below(4),
  };
}

/** How often each fault is met, as a share of the calls to that service. */
const FAULTS = {
  mail: { throttle: 0.3, serverError: 0.2, cutAfter: 0.05, cutBefore: 0.05, slow: 0.1 },
  database: { throttle: 0.2 },
  slack: { busy: 0.2 },
} as const;

/** A slow answer takes at most this long, in milliseconds. */
const SLOW_MS = 400;

/** What a call runs into by chance. Questions about the account are answered: only sending is made hard. */
export function chooseFault({ service, action }: FrontCall, random: Random): Treatment {
  const chance = random.next();
  if (service === "database") {
    return chance < FAULTS.database.throttle ? DATABASE_THROTTLES : PASS;
  }
  if (service === "slack") {
    return action.startsWith("chat.") && chance < FAULTS.slack.busy ? SLACK_IS_BUSY : PASS;
  }
  return action === "SendRawEmail" ? chooseMailFault(chance, random) : PASS;
}

function chooseMailFault(chance: number, random: Random): Treatment {
  const { throttle, serverError, cutAfter, cutBefore, slow } = FAULTS.mail;
  let upTo = throttle;
  if (chance < upTo) return MAIL_THROTTLES;
  upTo += serverError;
  if (chance < upTo) return MAIL_FAILS;
  upTo += cutAfter;
  if (chance < upTo) return { kind: "cut_after" };
  upTo += cutBefore;
  if (chance < upTo) return { kind: "cut_before" };
  upTo += slow;
  if (chance < upTo) return { kind: "slow", ms: random.below(SLOW_MS) };
  return PASS;
}

export const PASS: Treatment = { kind: "pass" };

export const NO_MISCHIEF: Mischief = {
  treat: () => PASS,
  broken: () => undefined,
  abandoned: () => undefined,
};

const DATABASE_THROTTLES: Treatment = {
  kind: "refuse",
  answer: {
    status: 400,
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: JSON.stringify({
      __type: "com.amazonaws.dynamodb.v20120810#ThrottlingException",
      message: "Rate exceeded",
    }),
  },
};

const SLACK_IS_BUSY: Treatment = {
  kind: "refuse",
  answer: {
    status: 429,
    headers: { "content-type": "application/json", "retry-after": "1" },
    body: '{"ok":false,"error":"ratelimited"}',
  },
};

const MAIL_THROTTLES = refusal(400, "Sender", "Throttling", "Maximum sending rate exceeded.");
const MAIL_FAILS = refusal(503, "Receiver", "ServiceUnavailable", "The service is unavailable.");

/** As SES words it: https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html */
function refusal(status: number, type: string, code: string, message: string): Treatment {
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  const body = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${error}<RequestId>0</RequestId></ErrorResponse>`;
  return { kind: "refuse", answer: { status, headers: { "content-type": "text/xml" }, body } };
}

/** Whether nobody but the mail service itself can know what became of a call treated like this. */
export function leavesDoubt({ kind }: Treatment): boolean {
  return kind === "cut_before" || kind === "cut_after";
}
