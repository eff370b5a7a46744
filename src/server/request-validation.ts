import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { receivedValue } from './received-value.ts';

/** One field of a request that was refused. */
export interface RefusedField {
  /** Keys from the outside in, joined by dots; empty for the whole body. */
  readonly path: string;
  readonly message: string;
  readonly received?: unknown;
  readonly remedy: string;
}

/** A body, query or path that its schema refused. */
export class RefusedRequest extends Error {
  readonly statusCode = 400;
  readonly fields: readonly RefusedField[];
  /** Failures beyond the first 100, which are not listed. */
  readonly unlisted: number;

  constructor(fields: readonly RefusedField[], unlisted: number) {
    super('The request does not fit its schema');
    this.name = 'RefusedRequest';
    this.fields = fields;
    this.unlisted = unlisted;
  }
}

const MOST_FIELDS = 100;

type Issue = z.core.$ZodIssue;

/**
 * Checks a part of a request against its zod schema. Stricter than the schema in two ways: a field that the schema
 * does not know is refused, because a misspelt name silently dropped is data lost; and so is text that a database
 * cannot hold (U+0000, half of a surrogate pair).
 */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema }) => {
  return (value: unknown) => {
    const result = schema.safeParse(value);
    const fields = result.success
      ? [...strayFields(value, result.data, [])]
      : result.error.issues.flatMap((issue) => refusedFields(issue, value));
    if (fields.length === 0) return { value: result.data };
    const listed = fields.slice(0, MOST_FIELDS);
    return { error: new RefusedRequest(listed, fields.length - listed.length) };
  };
};

function refusedFields(issue: Issue, root: unknown): RefusedField[] {
  if (issue.code !== 'invalid_union') return [refusedField(issue, issue.message, root)];
  const branch = closestBranch(issue.errors);
  if (!branch) return [refusedField(issue, `Expected ${expectedBy(issue.errors)}`, root)];
  return branch.flatMap((inner) => refusedFields({ ...inner, path: [...issue.path, ...inner.path] }, root));
}

function refusedField(issue: Issue, message: string, root: unknown): RefusedField {
  const received = receivedValue(valueAt(root, issue.path));
  return {
    path: issue.path.map(String).join('.'),
    message,
    ...(received === undefined ? {} : { received }),
    remedy: remedyOf(issue),
  };
}

const isOfAnotherKind = (issue: Issue): boolean => issue.path.length === 0 && issue.code === 'invalid_type';

/** Of a union's alternatives, the one that the value is of the right kind for: its issues lie deeper than the root. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return branches.find((issues) => !issues.some(isOfAnotherKind));
}

function expectedBy(branches: readonly (readonly Issue[])[]): string {
  const kinds = branches.flat().filter(isOfAnotherKind);
  return kinds.map((issue) => (issue.code === 'invalid_type' ? issue.expected : '')).join(' or ');
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    root,
  );
}

function remedyOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Give a value of type ${issue.expected}.`;
    case 'too_big':
      return `Give at most ${issue.maximum}${unitOf(issue.origin)}.`;
    case 'too_small':
      return `Give at least ${issue.minimum}${unitOf(issue.origin)}.`;
    case 'invalid_value':
      return `Give one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return issue.format === 'datetime'
        ? 'Give the time as ISO 8601 in UTC, such as 2026-05-01T09:30:00Z.'
        : `Give text in the form that /docs describes (${issue.pattern ?? issue.format}).`;
    case 'not_multiple_of':
      return `Give a multiple of ${issue.divisor}.`;
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'unrecognized_keys':
    case 'custom':
      break;
  }
  return 'See /docs for what this route takes.';
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

/** What a schema let pass without keeping it, and text that cannot be stored. */
function* strayFields(raw: unknown, kept: unknown, path: readonly string[]): Generator<RefusedField> {
  if (typeof raw === 'string' && (raw.includes('\0') || !raw.isWellFormed())) {
    yield {
      path: path.join('.'),
      message: 'Text contains U+0000 or half of a surrogate pair',
      received: receivedValue(raw),
      remedy: 'Send well-formed Unicode without the character U+0000.',
    };
  }
  if (typeof raw !== 'object' || raw === null || typeof kept !== 'object' || kept === null) return;
  for (const key of Object.keys(raw)) {
    const inner = (raw as Record<string, unknown>)[key];
    const innerPath = [...path, key];
    if (!Object.hasOwn(kept, key)) {
      yield {
        path: innerPath.join('.'),
        message: 'Unknown field',
        received: receivedValue(inner),
        remedy: 'Leave it out, or correct its name; /docs lists the fields.',
      };
    } else {
      yield* strayFields(key, key, [...path, receivedValue(key) as string]);
      yield* strayFields(inner, (kept as Record<string, unknown>)[key], innerPath);
    }
  }
}
