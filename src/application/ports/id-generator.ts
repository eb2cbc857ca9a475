export interface IdGenerator {
  /** A UUID of version 7: unique, and later ones sort behind earlier ones. */
  newId(): string;
}
