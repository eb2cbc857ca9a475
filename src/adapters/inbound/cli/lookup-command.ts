import type { LookUpCustomer } from '../../../application/lookup/look-up-customer.js';
import type { Environment } from '../../../domain/organization/tenant.js';
import { presentAnswer } from '../http/lookup/lookup-presenter.js';
import { ENVIRONMENT_OPTION, textOption, type Command } from './command.js';

export function lookUpCommand(lookUp: LookUpCustomer['execute']): Command {
  return {
    name: 'lookup',
    operands: ['<phone number>'],
    summary: 'Finds whose customer a phone number is, across all organizations',
    options: { environment: ENVIRONMENT_OPTION, company: { type: 'string', help: 'the organization that is meant' } },
    async run(words) {
      const company = textOption(words, 'company');
      const environment = (textOption(words, 'environment') ?? 'live') as Environment;
      const scope = { environment, ...(company === undefined ? {} : { companyId: company }) };
      const answer = await lookUp({ phoneNumber: words.operands[0]!, scope });
      return {
        text: `${answer.customerId}\t${answer.organizationId}\t${answer.organizationName}`,
        json: presentAnswer(answer),
      };
    },
  };
}
