const ADDRESS = /("[^"]*"|[^\s@<>"(),;:]+)@([^\s@<>"(),;:]+)/gu;

/**
 * Hides who is meant in every address of a text, so that it can go into a message, the record or the log.
 *
 * @example maskAddresses("bookings@example.com is not verified") // "b•••@example.com is not verified"
 */
export function maskAddresses(text: string): string {
  return text.replace(ADDRESS, (_address, local: string, domain: string) => {
    const [first = ""] = local.replace(/^"/u, "");
    return `${first}•••@${domain}`;
  });
}
