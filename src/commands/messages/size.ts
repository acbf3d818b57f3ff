const KB = 1024;
const MB = 1024 * KB;

/** A file's size as people read it, rounded up: `214 KB`, `8.1 MB`. */
export function describeFileSize(bytes: number): string {
  return bytes > 999 * KB ? describeMailSize(bytes) : `${Math.ceil(bytes / KB)} KB`;
}

/** A mail's size in the unit of its limit, rounded up, so that one byte over the limit shows: `10.1 MB`. */
export function describeMailSize(bytes: number): string {
  return `${(Math.ceil((bytes * 10) / MB) / 10).toFixed(1)} MB`;
}
