import { ValidationFailed } from '../shared/fault.js';
import type { Instant } from '../shared/instant.js';
import { frozenCopy, mergePatch, type JsonObject } from '../shared/json.js';
import { defaultDetails, type CustomerChanges, type CustomerDetails } from './customer-details.js';
import { customerFaults } from './customer-faults.js';
import { emailKey } from './email-address.js';
import { CustomerNotDeleted, CustomerNotFound } from './errors.js';
import { phoneKey, type DefaultCountry } from './phone-number.js';

/** What an organization decides about all its customers. */
export interface CustomerPolicy {
  readonly defaultCountry: DefaultCountry;
  readonly uniqueEmails: boolean;
}

/** What a customer is found by. Follows from the details and the organization's policy; never shown to anybody. */
export interface CustomerKeys {
  readonly phoneKey: string | null;
  readonly whatsappKey: string | null;
  /** Set where the organization wants e-mail addresses unique; storages let one live customer of a tenant hold it. */
  readonly uniqueEmailKey: string | null;
}

export interface CustomerState {
  readonly id: string;
  readonly details: CustomerDetails;
  readonly keys: CustomerKeys;
  /** True from the first completed or refunded transaction on. Kept by the transactions, in one step with them. */
  readonly hasBought: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly deletedAt: Instant | null;
}

/** An immutable record: every verb answers a new one, so that a storage may run a change again on a fresher version. */
export class Customer {
  private constructor(readonly state: CustomerState) {}

  static register(id: string, draft: CustomerChanges, policy: CustomerPolicy, now: Instant): Customer {
    const details = withChanges(defaultDetails(now), draft);
    return Customer.sound(
      { id, details, hasBought: false, createdAt: now, updatedAt: now, deletedAt: null },
      policy,
      now,
    );
  }

  /** For storages: what was sound when it was stored is not judged again. */
  static fromState(state: CustomerState): Customer {
    const { metadata, preferredChannels } = state.details;
    const details = Object.freeze({
      ...state.details,
      metadata: frozenCopy(metadata),
      preferredChannels: Object.freeze([...preferredChannels]),
    });
    return new Customer(Object.freeze({ ...state, details }));
  }

  get id(): string {
    return this.state.id;
  }

  get isDeleted(): boolean {
    return this.state.deletedAt !== null;
  }

  change(changes: CustomerChanges, policy: CustomerPolicy, now: Instant): Customer {
    this.assertLive();
    const details = withChanges(this.state.details, changes, this.state.createdAt);
    return Customer.sound({ ...this.state, details, updatedAt: now }, policy, now);
  }

  delete(now: Instant): Customer {
    this.assertLive();
    return Customer.fromState({ ...this.state, updatedAt: now, deletedAt: now });
  }

  restore(now: Instant): Customer {
    if (!this.isDeleted) throw new CustomerNotDeleted(this.id);
    return Customer.fromState({ ...this.state, updatedAt: now, deletedAt: null });
  }

  markAsBuyer(): Customer {
    this.assertLive();
    return this.state.hasBought ? this : Customer.fromState({ ...this.state, hasBought: true });
  }

  /** The same customer after its organization changed its mind; not a change of the customer's own. */
  underPolicy(policy: CustomerPolicy): Customer {
    const keys = keysOf(this.state.details, policy);
    const { phoneKey, whatsappKey, uniqueEmailKey } = this.state.keys;
    const isSame =
      keys.phoneKey === phoneKey && keys.whatsappKey === whatsappKey && keys.uniqueEmailKey === uniqueEmailKey;
    return isSame ? this : Customer.fromState({ ...this.state, keys });
  }

  private static sound(state: Omit<CustomerState, 'keys'>, policy: CustomerPolicy, now: Instant): Customer {
    const faults = customerFaults(state.details, now);
    if (faults.length > 0) throw new ValidationFailed(faults);
    return Customer.fromState({ ...state, keys: keysOf(state.details, policy) });
  }

  /** A deleted customer answers exactly as one that never existed. */
  private assertLive(): void {
    if (this.isDeleted) throw new CustomerNotFound(this.id);
  }
}

function keysOf(details: CustomerDetails, policy: CustomerPolicy): CustomerKeys {
  const keyOf = (number: string | null): string | null =>
    number === null ? null : phoneKey(number, policy.defaultCountry);
  return Object.freeze({
    phoneKey: keyOf(details.phoneNumber),
    whatsappKey: keyOf(details.whatsappNumber),
    uniqueEmailKey: policy.uniqueEmails && details.email !== null ? emailKey(details.email) : null,
  });
}

function withChanges(
  details: CustomerDetails,
  changes: CustomerChanges,
  acquiredByDefault = details.acquiredAt,
): CustomerDetails {
  const { metadataPatch, ...plain } = changes;
  const defaults = defaultDetails(acquiredByDefault);
  const replaced: Record<string, unknown> = { ...details };
  for (const field of Object.keys(plain) as (keyof CustomerDetails)[]) {
    if (plain[field] !== undefined) replaced[field] = plain[field] ?? defaults[field];
  }
  const changed = replaced as unknown as CustomerDetails;
  const metadata =
    metadataPatch === undefined ? changed.metadata : (mergePatch(changed.metadata, metadataPatch) as JsonObject);
  return { ...changed, metadata, name: nameOf(changed, changes) };
}

/** The name follows the first and last name when those are sent without it. */
function nameOf(details: CustomerDetails, changes: CustomerChanges): string {
  const partsSent = changes.firstName !== undefined || changes.lastName !== undefined;
  const { firstName, lastName } = details;
  const nameSent = changes.name !== undefined && changes.name !== null;
  if (nameSent || !partsSent || firstName === null || lastName === null) return details.name;
  return `${firstName} ${lastName}`;
}
