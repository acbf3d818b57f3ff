/** dynalite ships no types; this is the part of it that the demo uses. */
declare module "dynalite" {
  import type { Server } from "node:http";

  export interface DynaliteOptions {
    /** LevelDB folder; in memory without one. */
    readonly path?: string;
    /** How long a table stays in CREATING, DELETING or UPDATING, in milliseconds. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  export default function dynalite(options?: DynaliteOptions): Server;
}
