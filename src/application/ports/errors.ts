import { DomainError } from '../../domain/shared/domain-error.js';

/** The storage is down, slow, full or refuses: not the caller's fault, and worth trying again. */
export class StorageUnavailable extends DomainError {
  readonly code = 'storage_unavailable';

  constructor(cause?: unknown) {
    super('The storage does not answer', { cause });
  }
}
