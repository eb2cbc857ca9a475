import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../../../application/ports/secrets.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export class NodeSecrets implements Secrets {
  randomText(length: number): string {
    return Array.from({ length }, () => BASE62[randomInt(BASE62.length)]).join('');
  }

  digest(text: string): string {
    return createHash('sha256').update(text).digest('hex');
  }

  /** Digests first, because only texts of one length can be compared in constant time. */
  areEqual(one: string, other: string): boolean {
    return timingSafeEqual(Buffer.from(this.digest(one)), Buffer.from(this.digest(other)));
  }
}
