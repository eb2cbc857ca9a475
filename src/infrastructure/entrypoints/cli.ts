#!/usr/bin/env node
import { isNodeRecentEnough } from './node-version.js';

if (isNodeRecentEnough()) {
  const { runCommandLine } = await import('./command-line.js');
  await runCommandLine(process.argv.slice(2));
}
