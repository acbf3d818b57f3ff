/**
 * What a mail client cannot do with the mails, and why that does no harm. Features and clients are called as on
 * caniemail.com. Whatever is not in these lists has to work in Gmail, Outlook on Windows, Apple Mail and Yahoo.
 */

export const CLIENTS = ["gmail.*", "outlook.windows", "apple-mail.*", "yahoo.*"] as const;

export interface Gap {
  readonly features: readonly string[];
  /** Beginnings of the clients' names. */
  readonly clients: readonly string[];
  readonly why: string;
}

/** Not supported at all. */
export const UNSUPPORTED: readonly Gap[] = [
  {
    features: [
      "<style> element",
      "Class selector",
      "Descendant combinator",
      "ID selector",
      "Type selector",
      "Chaining selectors",
      "@media",
    ],
    clients: ["gmail.mobile-webmail"],
    why: "Drops every sheet. What matters is inline: sizes, colours, spaces, lines.",
  },
  {
    features: ["@media"],
    clients: ["outlook.windows"],
    why: "It is never a phone, and darkens mails by its own rules.",
  },
  {
    features: ["Chaining selectors"],
    clients: ["outlook.windows"],
    why: "Stand only where a sheet is for phones or the dark scheme, which it does not read.",
  },
  {
    features: ["display:none"],
    clients: ["gmail.mobile-webmail"],
    why: "The preview text is one pixel high there; labels of cells stand before their values, with a space between.",
  },
  {
    features: ["<body> element"],
    clients: ["yahoo."],
    why: "The element inside has the same background and language.",
  },
  {
    features: ["aria-label attribute"],
    clients: ["yahoo."],
    why: "MJML names the whole mail by it; the title and the first heading say the same.",
  },
  {
    features: ["aria-hidden attribute"],
    clients: ["yahoo."],
    why: "The arrow before a change may be read out; the words after it say the same.",
  },
  {
    features: ["height property"],
    clients: ["yahoo."],
    why: "Becomes a least height, which is the same where nothing is taller: a logo and empty space.",
  },
  {
    features: ["opacity", "overflow", "outline", "border-spacing", "word-spacing"],
    clients: ["outlook.windows", "gmail.mobile-webmail"],
    why: "MJML's own resets, and its ways to hide the preview text, of which there are several.",
  },
  {
    features: ["table-layout"],
    clients: ["outlook.windows"],
    why: "The tiles of a row have their width as an attribute too.",
  },
  {
    features: ["white-space"],
    clients: ["outlook.windows"],
    why: "A figure may wrap at a space or dash; columns are wide enough on a screen.",
  },
  {
    features: ["text-wrap"],
    clients: ["gmail.", "outlook.windows", "yahoo."],
    why: "A last line may hold a single word there.",
  },
  {
    features: ["word-break"],
    clients: ["yahoo."],
    why: "Only for names of files and the like that have no place to break and do not fit.",
  },
];

/** Supported in part; nothing the mails do is in the part that is not. */
export const PARTIAL: readonly Gap[] = [
  {
    features: [
      "<style> element",
      "@media",
      "Class selector",
      "Descendant combinator",
      "ID selector",
      "Type selector",
      "Chaining selectors",
      "!important keyword",
      "white-space",
      "text-align",
      "text-decoration",
      "display",
    ],
    clients: ["gmail."],
    why: "No sheet for mailboxes of other providers in Gmail's app, where what is inline is enough.",
  },
  {
    features: ["@media"],
    clients: ["yahoo."],
    why: "Widths work, which is what a phone needs; the dark scheme does not.",
  },
  {
    features: ["<style> element", "!important keyword"],
    clients: ["outlook.windows", "yahoo."],
    why: "Sheets stand in the head, and the word has a space before it.",
  },
  {
    features: ["<body> element", "role attribute", "lang attribute", "dir attribute"],
    clients: ["gmail.", "yahoo.", "outlook.windows"],
    why: "Language and direction stand on the element inside the body, roles on tables.",
  },
  {
    features: ["direction"],
    clients: ["gmail.mobile-webmail"],
    why: "Reports are in English, from left to right.",
  },
  {
    features: ["background", "border", "margin", "padding", "letter-spacing", "text-decoration"],
    clients: ["outlook.windows", "yahoo.", "gmail."],
    why: "Plain colours; lines of at most 3 px and spaces on cells; no margin below zero, none but at the top of text.",
  },
  {
    features: ["font-size", "font-weight", "line-height", "text-align", "word-spacing"],
    clients: ["outlook.windows", "yahoo."],
    why: "Sizes are pixels, weights 400, 600 and 700; a line that is a bit higher stays a line.",
  },
  {
    features: [
      "width property",
      "height property",
      "max-width",
      "width attribute",
      "height attribute",
    ],
    clients: ["outlook.windows", "yahoo.ios", "apple-mail.ios"],
    why: "Tables and pictures have their width as an attribute in pixels, or fill the table around them.",
  },
  {
    features: ["display", "display:none"],
    clients: ["outlook.windows", "yahoo."],
    why: "Inline only for what is hidden, which has no table and no picture in it.",
  },
  {
    features: ["overflow", "table-layout", "white-space", "word-break"],
    clients: ["gmail.", "yahoo.", "apple-mail."],
    why: "Hides the preview text, evens out tiles, keeps figures whole and breaks long names: never more than looks.",
  },
];
