import type { Background } from '../../../application/ports/background.js';

export class DetachedBackground implements Background {
  readonly #open = new Set<Promise<void>>();

  constructor(private readonly report: (error: unknown) => void) {}

  run(task: () => Promise<unknown>): void {
    const work = this.reporting(task).finally(() => this.#open.delete(work));
    this.#open.add(work);
  }

  private async reporting(task: () => Promise<unknown>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.report(error);
    }
  }

  /** Before the storage closes: what was begun may end. */
  async settle(): Promise<void> {
    await Promise.all(this.#open);
  }
}
