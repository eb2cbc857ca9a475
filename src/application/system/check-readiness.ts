import type { StorageProbe } from '../ports/storage-probe.js';
import { StorageUnavailable } from '../ports/errors.js';

export interface Readiness {
  readonly isReady: boolean;
  readonly checks: { readonly storage: 'up' | 'down'; readonly process: 'running' | 'stopping' };
}

export interface CheckReadinessDeps {
  readonly storage: StorageProbe;
  readonly process: { readonly isStopping: boolean };
}

/** May callers be sent here? */
export class CheckReadiness {
  constructor(private readonly deps: CheckReadinessDeps) {}

  async execute(): Promise<Readiness> {
    const storage = (await this.isStorageUp()) ? 'up' : 'down';
    const process = this.deps.process.isStopping ? 'stopping' : 'running';
    return { isReady: storage === 'up' && process === 'running', checks: { storage, process } };
  }

  private async isStorageUp(): Promise<boolean> {
    try {
      await this.deps.storage.ping();
      return true;
    } catch (error) {
      if (error instanceof StorageUnavailable) return false;
      throw error;
    }
  }
}
