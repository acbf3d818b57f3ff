import { isUtf8 } from "node:buffer";

/** What `TextDecoder` says of bytes that are not text in its encoding; so do we, so that it reads the same. */
const NOT_UTF8 = "ERR_ENCODING_INVALID_ENCODED_DATA";

/**
 * Passes bytes on unchanged and fails at the first that cannot be UTF-8. Without it a file in another encoding
 * would be read with question marks in it.
 *
 * @throws Error with the code `ERR_ENCODING_INVALID_ENCODED_DATA`
 */
export async function* assertUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = endOfLastCharacter(bytes);
    const whole = bytes.subarray(0, end);
    if (!isUtf8(whole)) throw notUtf8();
    rest = bytes.subarray(end);
    yield whole;
  }
  if (rest.length > 0) throw notUtf8();
}

function notUtf8(): Error {
  return Object.assign(new Error("The bytes are not UTF-8."), { code: NOT_UTF8 });
}

/** Where a character begins that the bytes do not finish; their length if there is none. */
function endOfLastCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    const isContinuation = (byte & 0b1100_0000) === 0b1000_0000;
    if (!isContinuation) return lengthOf(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** How many bytes the character has that starts with this one (RFC 3629). */
function lengthOf(lead: number): number {
  if (lead >= 0b1111_0000) return 4;
  if (lead >= 0b1110_0000) return 3;
  return lead >= 0b1100_0000 ? 2 : 1;
}
