import type { TableClient } from "../../src/store/table-client.ts";

/** A process's way to the table, which ends with it. */
export interface MortalTable {
  readonly table: TableClient;
  /**
   * Dies at one of its next calls: nothing it has begun comes to anything any more.
   *
   * @param calls 1 for the next one.
   * @param carriedOut Whether that call is still carried out.
   */
  dieAt(calls: number, carriedOut: boolean): void;
  isDead(): boolean;
  /** Resolves when it dies. */
  readonly died: Promise<void>;
}

export function createMortalTable(living: TableClient): MortalTable {
  const life = { dead: false, left: Number.POSITIVE_INFINITY, carriedOut: false };
  const never = new Promise<never>(() => undefined);
  let announce: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    announce = resolve;
  });
  const die = async (): Promise<never> => {
    life.dead = true;
    announce();
    return await never;
  };
  const mortal =
    <Args extends readonly unknown[], T>(call: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (life.dead) return await never;
      life.left -= 1;
      const isLast = life.left === 0;
      if (isLast && !life.carriedOut) return await die();
      const result = await call(...args);
      return isLast || life.dead ? await die() : result;
    };
  return {
    table: {
      get: mortal(living.get),
      query: mortal(living.query),
      queryDue: mortal(living.queryDue),
      put: mortal(living.put),
      update: mortal(living.update),
      scan: living.scan,
    },
    dieAt: (calls, carriedOut) => Object.assign(life, { left: calls, carriedOut }),
    isDead: () => life.dead,
    died,
  };
}
