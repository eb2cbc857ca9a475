import type { Fault } from '../../../domain/shared/fault.js';

/** "email must be an email" */
export function faultText({ path, problem }: Fault): string {
  return `${path.join('.') || 'body'} ${problem}`;
}
