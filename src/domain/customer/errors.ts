import { DomainError } from '../shared/domain-error.js';

export class CustomerNotFound extends DomainError {
  readonly code = 'customer_not_found';

  constructor(readonly customerId: string) {
    super(`Customer with ID ${customerId} not found or access denied`);
  }
}

export class CustomerNotDeleted extends DomainError {
  readonly code = 'customer_not_deleted';

  constructor(readonly customerId: string) {
    super(`Customer with ID ${customerId} is not deleted, so there is nothing to restore`);
  }
}

export class CustomerIdTaken extends DomainError {
  readonly code = 'customer_id_taken';

  constructor() {
    super('A customer with this ID exists already');
  }
}

export class EmailTaken extends DomainError {
  readonly code = 'email_taken';

  constructor() {
    super('Another customer of this organization has this email address');
  }
}

export class PhoneNotFound extends DomainError {
  readonly code = 'phone_not_found';

  constructor(readonly phoneNumber: string) {
    super(`Customer not found for phone: ${phoneNumber}`);
  }
}

/** Routing one company's message to another is worse than refusing. */
export class PhoneBelongsToSeveral extends DomainError {
  readonly code = 'phone_ambiguous';

  constructor(readonly organizationIds: readonly string[]) {
    super('Phone number belongs to more than one company');
  }
}

export class PhoneMissing extends DomainError {
  readonly code = 'phone_missing';

  constructor() {
    super('Missing phone_number parameter');
  }
}

export class PhoneNotPossible extends DomainError {
  readonly code = 'phone_not_possible';

  constructor() {
    super('Invalid phone_number parameter: not a possible phone number');
  }
}

export class SeedNeedsTestEnvironment extends DomainError {
  readonly code = 'seed_needs_test_environment';

  constructor() {
    super('Sample customers are made with test keys only');
  }
}
