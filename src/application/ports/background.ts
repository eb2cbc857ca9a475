/** Work that nobody waits for. Its failure is reported to the operator, never to a caller. */
export interface Background {
  run(task: () => Promise<unknown>): void;
}
