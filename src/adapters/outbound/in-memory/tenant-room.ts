import type { Customer } from '../../../domain/customer/customer.js';
import { EmailTaken } from '../../../domain/customer/errors.js';
import type { Transaction } from '../../../domain/transaction/transaction.js';

/** Everything kept for one tenant, with the indexes that its customers are found by. */
export class TenantRoom {
  readonly transactions = new Map<string, Transaction>();
  readonly #customers = new Map<string, Customer>();
  readonly #byPhone = new Map<string, Set<string>>();
  readonly #byUniqueEmail = new Map<string, string>();

  get customers(): Iterable<Customer> {
    return this.#customers.values();
  }

  customer(id: string): Customer | undefined {
    return this.#customers.get(id);
  }

  liveCustomersWithPhone(phoneKey: string): Customer[] {
    return [...(this.#byPhone.get(phoneKey) ?? [])].map((id) => this.#customers.get(id)!);
  }

  /** Checks before it changes anything: a refused customer leaves no trace in the indexes. */
  put(customer: Customer): void {
    const uniqueEmail = liveEmailKey(customer);
    const holder = uniqueEmail === null ? undefined : this.#byUniqueEmail.get(uniqueEmail);
    if (holder !== undefined && holder !== customer.id) throw new EmailTaken();
    this.unindex(this.#customers.get(customer.id));
    this.#customers.set(customer.id, customer);
    this.index(customer);
  }

  private index(customer: Customer): void {
    for (const key of livePhoneKeys(customer)) {
      const ids = this.#byPhone.get(key) ?? new Set();
      this.#byPhone.set(key, ids.add(customer.id));
    }
    const uniqueEmail = liveEmailKey(customer);
    if (uniqueEmail !== null) this.#byUniqueEmail.set(uniqueEmail, customer.id);
  }

  private unindex(customer: Customer | undefined): void {
    if (customer === undefined) return;
    for (const key of livePhoneKeys(customer)) {
      const ids = this.#byPhone.get(key);
      ids?.delete(customer.id);
      if (ids?.size === 0) this.#byPhone.delete(key);
    }
    const uniqueEmail = liveEmailKey(customer);
    if (uniqueEmail !== null) this.#byUniqueEmail.delete(uniqueEmail);
  }
}

function livePhoneKeys({ state, isDeleted }: Customer): Set<string> {
  const keys = isDeleted ? [] : [state.keys.phoneKey, state.keys.whatsappKey];
  return new Set(keys.filter((key) => key !== null));
}

function liveEmailKey({ state, isDeleted }: Customer): string | null {
  return isDeleted ? null : state.keys.uniqueEmailKey;
}
