/** Money as a whole number of its smallest kept unit, so that storage and sums are exact. */
export function toUnits(amount: number, decimals: number): number {
  return Math.round(amount * 10 ** decimals);
}

export function fromUnits(units: number, decimals: number): number {
  return units / 10 ** decimals;
}

export function hasAtMostDecimals(amount: number, decimals: number): boolean {
  return Number(amount.toFixed(decimals)) === amount;
}
