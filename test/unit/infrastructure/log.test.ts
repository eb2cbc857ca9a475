import { expect } from 'chai';
import { StorageUnavailable } from '../../../src/application/ports/errors.js';
import { Log, type LogFields } from '../../../src/infrastructure/observability/log.js';

describe('the log', () => {
  let lines: string[];
  let log: Log;
  beforeEach(() => {
    lines = [];
    log = new Log('info', { write: (line: string) => void lines.push(line) });
  });

  it('writes what has a field, and drops what has none', () => {
    log.info('request', { status: 200, phoneNumber: '+14155550100' } as LogFields);
    expect(JSON.parse(lines[0]!)).to.deep.include({ msg: 'request', status: 200, level: 'info' });
    expect(lines[0]).not.to.include('4155550100');
  });

  it('tells of an error where and what, not what was sent', () => {
    const driver = Object.assign(new Error("Duplicate entry 'a@example.com' for key 'x'"), {
      code: 'ER_DUP_ENTRY',
      errno: 1062,
    });
    log.error('request failed', new StorageUnavailable(driver));
    log.error('request failed', new SyntaxError('Unexpected token in {"email":"a@example.com"}'));
    const [unavailable, syntax] = lines.map(
      (line) => JSON.parse(line) as { error: { cause?: object; frames?: string[] } },
    );
    expect(unavailable!.error).to.deep.include({ name: 'StorageUnavailable', code: 'storage_unavailable' });
    expect(unavailable!.error.cause).to.deep.include({ code: 'ER_DUP_ENTRY', number: 1062 });
    expect(syntax!.error.frames?.[0]).to.match(/^at /);
    expect(lines.join('')).not.to.include('a@example.com');
  });

  it('quotes the engine on our own defects', () => {
    log.error('request failed', new TypeError("Cannot read properties of undefined (reading 'x')"));
    expect(lines[0]).to.include('Cannot read properties of undefined');
  });
});
