import { violationsBelow } from './boundaries.js';

/** `npm run check`: says which walls the sources break, and why the walls are there. */
const violations = violationsBelow(process.cwd());
for (const { path, line, lesson } of violations) process.stderr.write(`${path}:${line}\n  ${lesson}\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
