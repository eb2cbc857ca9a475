import { expect } from 'chai';
import { UuidGenerator } from '../../../src/adapters/outbound/system/uuid-generator.js';

describe('UuidGenerator', () => {
  it('draws UUIDs of version 7 that ascend, however fast they are drawn', () => {
    const generator = new UuidGenerator();
    const ids = Array.from({ length: 20_000 }, () => generator.newId());
    for (const id of ids) expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids.toSorted()).to.deep.equal(ids);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(Number.parseInt(ids[0]!.replace('-', '').slice(0, 12), 16)).to.be.closeTo(Date.now(), 1000);
  });
});
