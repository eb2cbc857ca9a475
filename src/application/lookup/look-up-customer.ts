import { PhoneLookUp, type LookUpAnswer, type LookUpScope, type PhoneLookUpDeps } from './phone-look-up.js';

export class LookUpCustomer {
  constructor(private readonly deps: PhoneLookUpDeps) {}

  async execute({ phoneNumber, scope }: { phoneNumber: string; scope: LookUpScope }): Promise<LookUpAnswer> {
    return new PhoneLookUp(this.deps, scope).whose(phoneNumber);
  }
}
