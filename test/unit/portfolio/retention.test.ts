import { describe, expect, it } from "vitest";
import { STANDARD_RETENTION } from "../../../src/portfolio/retention.ts";
import { retention } from "../../../src/portfolio/schema/retention.ts";

describe("retention in settings.yml", () => {
  it("is the standard where nothing is said", () => {
    expect(retention.parse({})).toEqual(STANDARD_RETENTION);
    expect(retention.parse({ mail: "7d" })).toEqual({ ...STANDARD_RETENTION, mail: 7 });
  });

  it.each(["0d", "90", 90, "d", "-1d", "1.5d", "36501d", "3 months", null])(
    "refuses %j",
    (mail) => {
      expect(retention.safeParse({ mail }).success).toBe(false);
    },
  );

  it("takes the bounds", () => {
    const bounds = { mail: "1d", addresses: "1d", record: "36500d" };
    expect(retention.parse(bounds)).toEqual({ mail: 1, addresses: 1, record: 36_500 });
  });

  it.each(["mail", "addresses"])("refuses to keep %s longer than the record", (kind) => {
    const longest = { mail: "10d", addresses: "10d", record: "10d" };
    expect(retention.safeParse(longest).success).toBe(true);
    const { error } = retention.safeParse({ ...longest, [kind]: "11d" });
    expect(error?.issues).toMatchObject([{ path: [kind] }]);
  });
});
