import type { Background } from '../../../application/ports/background.js';

export class DetachedBackground implements Background {
  constructor(private readonly report: (error: unknown) => void) {}

  run(task: () => Promise<unknown>): void {
    task().catch(this.report);
  }
}
