#!/usr/bin/env node
import { isNodeRecentEnough } from './node-version.js';

if (isNodeRecentEnough()) {
  const { serve } = await import('./serve.js');
  await serve();
}
