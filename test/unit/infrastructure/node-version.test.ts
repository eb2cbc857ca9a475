import { expect } from 'chai';
import { stub } from 'sinon';
import { isNodeRecentEnough } from '../../../src/infrastructure/entrypoints/node-version.js';

describe('the Node.js that it takes', () => {
  it('is 24.16 or newer, and an older one is told so in a sentence', () => {
    const { exitCode } = process;
    const write = stub(process.stderr, 'write');
    try {
      expect(['24.16.0', '24.21.0', '26.0.0'].map((version) => isNodeRecentEnough(version))).to.deep.equal([
        true,
        true,
        true,
      ]);
      expect(['20.20.2', '24.15.9'].map((version) => isNodeRecentEnough(version))).to.deep.equal([false, false]);
      expect(write.firstCall.args[0]).to.match(/needs Node.js 24.16 or newer, and this is 20.20.2/);
    } finally {
      write.restore();
      process.exitCode = exitCode;
    }
  });
});
