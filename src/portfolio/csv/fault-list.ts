import type { PortfolioFault } from "../../errors.ts";

/** More of one file help nobody: they have one cause, or the file is not what it seems. */
const MOST_FAULTS = 100;

/** The faults of one file; of very many the first are kept and the rest counted. */
export interface FaultList {
  /** @param fault Made only if it is kept. */
  add(fault: () => PortfolioFault): void;
  all(): readonly PortfolioFault[];
}

export function createFaultList(): FaultList {
  const kept: PortfolioFault[] = [];
  let next: PortfolioFault | undefined;
  let more = 0;
  return {
    add(fault) {
      if (kept.length < MOST_FAULTS) {
        kept.push(fault());
        return;
      }
      more += 1;
      next ??= fault();
    },
    all() {
      if (next === undefined) return kept;
      const problem = `and ${more} more ${more === 1 ? "fault" : "faults"} from here on`;
      return [...kept, { ...next, path: "", problem }];
    },
  };
}
