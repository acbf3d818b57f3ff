import type { Clock } from "../clock.ts";
import type { DeliveryRecord, DispatchRecord } from "../dispatch/record.ts";
import { AppError } from "../errors.ts";
import { parseAddresses, parseMail } from "./artifact-items.ts";
import { readArtifactParts } from "./artifact-parts.ts";
import { fromDeliveryItem } from "./delivery-item.ts";
import { deliverySubject, readDeliveryItems, trailOf } from "./delivery-trails.ts";
import { isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { fromHeadItem } from "./head-item.ts";
import { headKey, partsPartition } from "./keys.ts";
import type { Sealer } from "./sealer.ts";
import type { TableClient } from "./table-client.ts";

export interface DispatchRecordsOptions {
  readonly table: TableClient;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** Reads the record of one dispatch whole, for whoever has to prove it. */
export interface DispatchRecords {
  /**
   * What is kept of a dispatch. Mail and addresses may have expired, or be unreadable: that is told, not thrown.
   *
   * @returns undefined if there is no such dispatch, or its record has expired.
   */
  read(dispatchId: string): Promise<DispatchRecord | undefined>;
}

export function createDispatchRecords(options: DispatchRecordsOptions): DispatchRecords {
  const { table, clock } = options;
  return {
    async read(id) {
      const key = headKey(id);
      const item = key && (await table.get(key));
      if (item === undefined || isExpired(item, clock.now())) return undefined;
      const kept = (await readDeliveryItems(table, id)).filter((it) => !isExpired(it, clock.now()));
      return {
        head: { dispatch: fromHeadItem(item), subject: partsPartition(id), ...trailOf(item) },
        deliveries: kept.map(toDeliveryRecord),
        ...(await readArtifact(id, options)),
      };
    },
  };
}

function toDeliveryRecord(item: Attributes): DeliveryRecord {
  const hashKeyId = item["recipient_hash_version"];
  return {
    delivery: fromDeliveryItem(item),
    subject: deliverySubject({
      dashboard_id: String(item["dashboard_id"]),
      task_id: String(item["task_id"]),
    }),
    ...(typeof hashKeyId === "string" && { hashKeyId }),
    ...trailOf(item),
  };
}

async function readArtifact(id: string, { table, sealer, clock }: DispatchRecordsOptions) {
  const faults: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      faults.push(error.message);
      return undefined;
    }
  };
  const { chunks, envelope: sealed } = await readArtifactParts(table, id, clock.now());
  const mail = chunks.length > 0 ? attempt(() => parseMail(chunks)) : undefined;
  const opened = sealed && attempt(() => parseAddresses(sealer.open(sealed, id)));
  return {
    ...(mail && { mail: { ...mail, ...opened?.replyTo } }),
    ...(opened && { envelope: opened.envelope }),
    faults,
  };
}
