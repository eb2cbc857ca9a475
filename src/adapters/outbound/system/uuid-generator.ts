import { randomUUIDv7 } from 'node:crypto';
import type { IdGenerator } from '../../../application/ports/id-generator.js';

const MAX_COUNT = 0xfff;

/**
 * UUIDs of version 7 that also ascend within one millisecond (RFC 9562, method 1: a counter in rand_a), so that records
 * made in one moment are listed in the order in which they were made.
 */
export class UuidGenerator implements IdGenerator {
  #time = 0;
  #count = 0;

  newId(): string {
    const random = randomUUIDv7();
    const now = Number.parseInt(random.slice(0, 8) + random.slice(9, 13), 16);
    this.#count = now > this.#time ? 0 : this.#count + 1;
    this.#time = Math.max(now, this.#time);
    if (this.#count > MAX_COUNT) {
      this.#time += 1;
      this.#count = 0;
    }
    const time = this.#time.toString(16).padStart(12, '0');
    const count = this.#count.toString(16).padStart(3, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${random.slice(19)}`;
  }
}
