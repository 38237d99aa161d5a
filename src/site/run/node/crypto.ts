import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? utf8ToBytes(content) : content;

/** SHA-256, as the library asks for it. */
export function createHash(_: 'sha256') {
  const running = sha256.create();
  const hash = {
    update(content: string | Uint8Array) {
      running.update(bytesOf(content));
      return hash;
    },
    digest: (encoding?: 'hex'): string | Uint8Array => {
      const bytes = running.digest();
      return encoding === 'hex' ? bytesToHex(bytes) : Buffer.from(bytes);
    },
  };
  return hash;
}

export const hash = (_: string, content: string | Uint8Array, encoding = 'hex'): string | Uint8Array => {
  const bytes = sha256(bytesOf(content));
  return encoding === 'hex' ? bytesToHex(bytes) : Buffer.from(bytes);
};

export const randomBytes = (n: number): Uint8Array => crypto.getRandomValues(new Uint8Array(n));
