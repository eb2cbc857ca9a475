export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function printRow(name: string, ...cells: readonly string[]): void {
  print(name.padEnd(32) + cells.map((cell) => cell.padStart(16)).join(''));
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)]!;
}
