const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** The strings of a list as Python prints it, `['An Amazon Brand.', "it's"]`; any other text is one string. */
export function readPythonList(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return [trimmed];
  const strings: string[] = [];
  const literal = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*(?:,|$)/gsy;
  const inner = trimmed.slice(1, -1);
  while (literal.lastIndex < inner.length) {
    const match = literal.exec(inner);
    if (!match) return [trimmed];
    strings.push(unescape(match[1] ?? match[2]));
  }
  return strings;
}

function unescape(text: string): string {
  return text.replaceAll(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/gis,
    (_whole, two?: string, four?: string, one = '') => {
      const code = two ?? four;
      return code === undefined ? (ESCAPES[one] ?? one) : String.fromCharCode(Number.parseInt(code, 16));
    },
  );
}
