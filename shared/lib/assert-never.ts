/** The compiler's proof that a union was handled completely; at run time it names the value nobody expected. */
export function assertNever(value: never, what = 'value'): never {
  throw new Error(`unexpected ${what}: ${JSON.stringify(value)}`);
}
