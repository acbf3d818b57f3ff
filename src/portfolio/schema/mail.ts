/** How mails look and what they are called, as `settings.yml` writes it. */
import { modeLrgb, modeRgb, useMode, wcagContrast } from "culori/fn";
import { SUBJECT_PLACEHOLDERS } from "../subject-placeholders.ts";
import { scalar } from "./scalars.ts";

useMode(modeRgb);
useMode(modeLrgb);

/** WCAG 2.2, success criterion 1.4.3: contrast of text with its ground. */
const LEAST_CONTRAST = 4.5;

/** A colour that text on white can be written in. */
export const brandColor = scalar(
  "a colour such as #1d4f91, dark enough to be read on white (a contrast of 4.5 : 1)",
  (input) => {
    if (typeof input !== "string" || !/^#[0-9a-f]{6}$/i.test(input)) return undefined;
    return wcagContrast(input, "#ffffff") >= LEAST_CONTRAST ? input.toLowerCase() : undefined;
  },
);

/** A file below the portfolio's folder. Mail clients show PNG everywhere, and SVG nowhere. */
export const logoFile = scalar("a PNG file in the portfolio, such as brand/logo.png", (input) => {
  if (typeof input !== "string" || !/^[\w][\w./ -]*\.png$/iu.test(input)) return undefined;
  return input.split("/").includes("..") ? undefined : input;
});

const KNOWN = SUBJECT_PLACEHOLDERS.map((name) => `{${name}}`).join(", ");

/** Words and placeholders on one line. */
export const subjectTemplate = scalar(`words and any of ${KNOWN}`, (input) => {
  if (typeof input !== "string" || input.trim() === "" || /\p{Cc}/u.test(input)) return undefined;
  const names = [...input.matchAll(/\{([^{}]*)\}/gu)].map(([, name]) => name ?? "");
  const rest = input.replaceAll(/\{[^{}]*\}/gu, "");
  const known: readonly string[] = SUBJECT_PLACEHOLDERS;
  return names.every((name) => known.includes(name)) && !/[{}]/u.test(rest)
    ? input.trim()
    : undefined;
});
