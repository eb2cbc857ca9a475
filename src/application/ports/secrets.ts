export interface Secrets {
  /** So many characters of base 62, each from a cryptographic source of randomness. */
  randomText(length: number): string;
  digest(text: string): string;
  /** Takes as long for a near miss as for a far one. */
  areEqual(one: string, other: string): boolean;
}
