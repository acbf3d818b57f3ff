import { AppError, describeError } from "../../errors.ts";
import type { Portfolio } from "../../portfolio/portfolio.ts";
import type { ReportDefinition } from "../../reports/definition.ts";
import { findReport } from "../../reports/registry.ts";
import type { Requester } from "../dispatch.ts";
import type { LoadPortfolio } from "../ports.ts";
import { assertAccess, type RightsDependencies } from "../rights.ts";
import { isSettled } from "../state.ts";
import type { DispatchStore } from "../store-port.ts";
import type { Option } from "./period-options.ts";

/** What the form tells that takes longer to find out. */
export interface FormFacts {
  /** Those that the report can be about; absent if the data cannot be read. */
  readonly entities?: readonly Option[];
  /** Names of those who got a report of this type lately; absent if the record cannot be read. */
  readonly earlierRecipients?: readonly string[];
  /** What cannot be read, for people. */
  readonly fault?: string;
}

export interface FormFactsDependencies extends RightsDependencies {
  readonly registry: readonly ReportDefinition[];
  readonly loadPortfolio: LoadPortfolio;
  readonly store: DispatchStore;
}

/** Whoever got none of the latest so many dispatches counts as new. */
const DISPATCHES = 100;

/**
 * Reads data and record for the form. What cannot be read is left out, and told: it keeps nobody from choosing the rest.
 *
 * @throws NotAllowedError
 */
export async function readFormFacts(
  reportType: string,
  by: Requester,
  deps: FormFactsDependencies,
): Promise<FormFacts> {
  await assertAccess(deps, by, "request");
  const definition = findReport(deps.registry, reportType);
  const [data, record] = await Promise.allSettled([
    deps.loadPortfolio(),
    readEarlierRecipients(definition.id, deps.store),
  ]);
  if (data.status === "rejected" && !(data.reason instanceof AppError)) throw data.reason;
  return {
    ...(data.status === "fulfilled" && { entities: entitiesFor(definition, data.value.portfolio) }),
    ...(data.status === "rejected" && { fault: describeError(data.reason) }),
    ...(record.status === "fulfilled" && { earlierRecipients: record.value }),
  };
}

/** The entities that a report can be about. */
function entitiesFor({ takes }: ReportDefinition, portfolio: Portfolio): readonly Option[] {
  return portfolio.entities
    .filter((entity) => takes?.(entity, portfolio) ?? true)
    .map(({ id, name }) => ({ value: id, label: name }));
}

async function readEarlierRecipients(
  reportType: string,
  store: DispatchStore,
): Promise<readonly string[]> {
  const latest = await store.latest(DISPATCHES);
  const sent = latest.filter(
    (dispatch) =>
      dispatch.reportType === reportType &&
      isSettled(dispatch.state) &&
      dispatch.state !== "failed",
  );
  return [...new Set(sent.flatMap(({ recipientNames }) => recipientNames))];
}
