/** What the business refuses, told by a stable code. It knows nothing of HTTP: one table elsewhere maps codes to statuses. */
export abstract class DomainError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}
