/**
 * The language of days and months. Reports are written in English, and so are the months in them: "in February",
 * never "in Februar". Numbers and money follow the portfolio's locale itself.
 */

/**
 * The English that a locale's days and months are written in: its own where it is an English one, which decides the
 * order, else British English, whose order (31 Oct 2026) is that of most of the world. Extensions such as another calendar
 * are left out: the files count years in one way.
 *
 * @param locale BCP 47.
 * @example englishOf("en-US") // "en-US"
 * @example englishOf("de-DE") // "en-GB"
 */
export function englishOf(locale: string): string {
  const { language, baseName } = new Intl.Locale(locale);
  return language === "en" ? baseName : "en-GB";
}

/**
 * Writes days that are given as midnight UTC.
 *
 * @param locale BCP 47.
 * @example dateWriter("fr-CA", { month: "long" }).format(new Date("2026-10-31")) // "October"
 */
export function dateWriter(
  locale: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(englishOf(locale), { ...options, timeZone: "UTC" });
}
