/**
 * Decimal places of a currency's minor unit: 2 for USD, 0 for JPY.
 *
 * @param currency ISO 4217. Source: CLDR, through Intl, the same as the amounts in the mail.
 */
export function currencyDigits(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
