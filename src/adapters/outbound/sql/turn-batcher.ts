type Load<Found> = (scope: string, keys: readonly string[]) => Promise<Map<string, Found[]>>;

/** Gathers the keys that are asked for within one turn of the event loop, and asks for them together, scope by scope. */
export class TurnBatcher<Found> {
  #waiting = new Map<string, Batch<Found>>();

  constructor(
    private readonly largest: number,
    private readonly load: Load<Found>,
  ) {}

  async find(scope: string, keys: readonly string[]): Promise<Found[]> {
    const found = await Promise.all(keys.map((key) => this.join(scope, key)));
    return found.flat();
  }

  private async join(scope: string, key: string): Promise<Found[]> {
    const batch = this.#waiting.get(scope) ?? this.open(scope);
    batch.keys.add(key);
    if (batch.keys.size === this.largest) this.#waiting.delete(scope);
    return (await batch.answer).get(key) ?? [];
  }

  private open(scope: string): Batch<Found> {
    const keys = new Set<string>();
    const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      if (this.#waiting.get(scope)?.keys === keys) this.#waiting.delete(scope);
      return this.load(scope, [...keys]);
    });
    const batch = { keys, answer };
    this.#waiting.set(scope, batch);
    return batch;
  }
}

interface Batch<Found> {
  readonly keys: Set<string>;
  readonly answer: Promise<Map<string, Found[]>>;
}
