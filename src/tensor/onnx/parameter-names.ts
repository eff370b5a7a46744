/** Under which names numbers of a file become parameters. */

/** Files of ours keep weights in 16 bits under a name of the file's own, from which a Cast makes the weight. */
const HALF = /^_half /;
/** Names that a graph gives to what it computes: no parameter can have them. */
const RESERVED = /^_\d+$/;

export function parameterName(initialiser: string): string {
  const name = initialiser.replace(HALF, '');
  return RESERVED.test(name) || name === '' ? `weight ${name}` : name;
}
