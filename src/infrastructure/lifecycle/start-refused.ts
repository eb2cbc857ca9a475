import { StorageUnavailable } from '../../application/ports/errors.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { SettingsRefused } from '../config/settings.js';

/** The service cannot start like this; the sentence tells the operator why. */
export class StartRefused extends Error {}

/** What an operator is told; undefined for a defect of ours, which belongs in the log with its stack. */
export function sentenceForOperator(error: unknown): string | undefined {
  if (error instanceof StorageUnavailable) return storageSentence(error.cause);
  if (error instanceof StartRefused || error instanceof SettingsRefused || error instanceof DomainError)
    return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program. Set PORT to a free one.`;
  if (code === 'EACCES') return `Port ${port} may not be opened by this user. Set PORT to one above 1023.`;
  return undefined;
}

/** Nobody's data is in play yet, so SQLite may say in its own words what is wrong with the file. */
function storageSentence(cause: unknown): string {
  const { code, errno, message } = (cause ?? {}) as { code?: string; errno?: number; message?: string };
  const reason = code === 'ERR_SQLITE_ERROR' ? message : (code ?? errno);
  return `The storage cannot be used${reason === undefined ? '' : ` (${reason})`}. Check STORAGE, and that what DATABASE_PATH or DATABASE_URL names is there.`;
}
