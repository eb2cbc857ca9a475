import { PhoneBelongsToSeveral, PhoneMissing, PhoneNotFound, PhoneNotPossible } from '../../domain/customer/errors.js';
import { PhoneLookUp, type LookUpAnswer, type LookUpScope, type PhoneLookUpDeps } from './phone-look-up.js';

export type LookUpRefusal = PhoneMissing | PhoneNotPossible | PhoneNotFound | PhoneBelongsToSeveral;

/** What became of one number of a batch; one bad number does not spoil the others. */
export type LookUpOutcome = { readonly answer: LookUpAnswer } | { readonly refusal: LookUpRefusal };

export interface LookUpBatchInput {
  /** Undefined stands for something that is not a phone number at all. */
  readonly phoneNumbers: readonly (string | undefined)[];
  readonly scope: LookUpScope;
}

export class LookUpBatch {
  constructor(private readonly deps: PhoneLookUpDeps) {}

  /** Answers in the order of the numbers. */
  async execute({ phoneNumbers, scope }: LookUpBatchInput): Promise<readonly LookUpOutcome[]> {
    const lookUp = new PhoneLookUp(this.deps, scope);
    return Promise.all(phoneNumbers.map((phoneNumber) => outcomeOf(lookUp, phoneNumber)));
  }
}

async function outcomeOf(lookUp: PhoneLookUp, phoneNumber: string | undefined): Promise<LookUpOutcome> {
  if (phoneNumber === undefined) return { refusal: new PhoneNotPossible() };
  try {
    return { answer: await lookUp.whose(phoneNumber) };
  } catch (error) {
    if (isRefusal(error)) return { refusal: error };
    throw error;
  }
}

function isRefusal(error: unknown): error is LookUpRefusal {
  return [PhoneMissing, PhoneNotPossible, PhoneNotFound, PhoneBelongsToSeveral].some(
    (refusal) => error instanceof refusal,
  );
}
