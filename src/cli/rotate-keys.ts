import { systemClock } from "../clock.ts";
import { parseConfig } from "../config.ts";
import { listKnown } from "../dispatch/audience.ts";
import { loadSettings } from "../portfolio/load.ts";
import { REPORT_TYPES } from "../reports/registry.ts";
import { createRecipientHash } from "../store/recipient-hash.ts";
import { type Rotation, rotateRecords } from "../store/rotate-keys.ts";
import { createSealer } from "../store/sealer.ts";
import { createDynamoDbClient, createTableClient } from "../store/table-client.ts";

export interface RotateKeysOptions {
  /** Counts what would be done, and does none of it. */
  readonly dryRun: boolean;
}

/**
 * Brings the record under the keys of now, after DATA_KEY or RECIPIENT_HASH_KEY was changed and the one before was put
 * into DATA_KEY_PREVIOUS or RECIPIENT_HASH_KEY_PREVIOUS. May be broken off and repeated at any time.
 *
 * @returns The exit code: 1 if addresses are sealed under a key that is not at hand.
 * @throws ConfigError, PortfolioError, TableMissingError, StoreUnavailableError
 * @example npm run rotate-keys -- --dry-run
 */
export async function rotateKeys(
  env: Readonly<Record<string, string | undefined>>,
  { dryRun }: RotateKeysOptions,
): Promise<number> {
  const config = parseConfig(env);
  const { people } = await loadSettings(config.portfolioDir, { reportTypes: REPORT_TYPES });
  const client = createDynamoDbClient(config.aws.region);
  try {
    const done = await rotateRecords({
      table: createTableClient(client, config.aws.table),
      sealer: createSealer(config.dataKey, config.dataKeyPrevious),
      hashAddress: createRecipientHash(config.recipientHashKey, config.recipientHashKeyPrevious),
      clock: systemClock,
      known: listKnown(people, config.mail).map(({ email }) => email),
      dryRun,
    });
    for (const line of describe(done, dryRun)) console.log(line);
    return done.unreadable > 0 ? 1 : 0;
  } finally {
    client.destroy();
  }
}

function describe(done: Rotation, dryRun: boolean): readonly string[] {
  const would = dryRun ? "to be " : "";
  return [
    ...(dryRun ? ["Nothing was changed (--dry-run)."] : []),
    `Addresses ${would}sealed anew: ${done.resealed}`,
    `Hashes of recipients ${would}made anew: ${done.rehashed}`,
    `Unsubscriptions ${would}carried over: ${done.unsubscriptions.carriedOver}`,
    `Suppressions ${would}carried over: ${done.suppressions.carriedOver}`,
    `Left under an older key, because their addresses are not kept: ${done.leftBehind} deliveries`,
    `Of addresses that nobody here has: ${done.unsubscriptions.unknownAddress} unsubscriptions, ${done.suppressions.unknownAddress} suppressions. They hold while RECIPIENT_HASH_KEY_PREVIOUS is set.`,
    ...(done.unreadable === 0
      ? []
      : [
          `Sealed under neither DATA_KEY nor DATA_KEY_PREVIOUS: ${done.unreadable}. Set DATA_KEY_PREVIOUS to the key of then and run this again.`,
        ]),
  ];
}
