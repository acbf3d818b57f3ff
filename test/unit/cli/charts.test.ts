import { expect, it } from "vitest";
import { checkCharts } from "../../../src/cli/checks/charts.ts";

it("is content with a machine that draws", async () => {
  expect(await checkCharts()).toEqual([
    { verdict: "good", subject: "Charts", text: "this machine draws them" },
  ]);
});

it("says why a machine does not draw, and what to do", async () => {
  const reason = "Cannot find module '@resvg/resvg-js-linux-x64-gnu'";
  const draw = () => Promise.reject(new Error(`${reason}\nRequire stack:\n- /srv/x.js`));
  const [finding, ...others] = await checkCharts(draw);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    verdict: "bad",
    subject: "Charts",
    text: `${reason}, so that no report with a chart can be made`,
    mend: expect.stringMatching(/`npm ci` on this very machine.*leave --omit=optional out/),
  });
});
