import type { Fault } from '../../../domain/shared/fault.js';

/** Where the wire's name is not just the domain's in snake case. */
const WIRE_NAMES: Readonly<Record<string, string>> = {
  lifetimeValueCents: 'lifetime_value',
  preferredChannels: 'preferred_communication_channels',
  acquiredAt: 'customer_acquisition_date',
};

/** "email must be an email" */
export function faultText({ path, problem }: Fault): string {
  return `${path.map(wireName).join('.') || 'body'} ${problem}`;
}

function wireName(step: string | number): string {
  const name = String(step);
  if (!/^[a-z]+([A-Z][a-z]+)+$/.test(name)) return name;
  return WIRE_NAMES[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
