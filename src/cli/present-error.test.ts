import { afterEach, describe, expect, it, vi } from 'vitest';
import { DaogouError } from '../core/errors.ts';
import { errorDocument, presentError } from './present-error.ts';

afterEach(() => vi.unstubAllEnvs());

const refused = new DaogouError('invalid-input', 'The date is none', {
  received: { date: '2020-13-01' },
  remedy: 'Give a date such as 2020-05-01.',
  cause: new RangeError('month 13'),
});

describe('presentError', () => {
  it('says what happened, what came and what to do, without a stack', () => {
    expect(presentError(refused, { verbose: false })).toBe(
      'Error: The date is none\n  Received: {"date":"2020-13-01"}\n  What to do: Give a date such as 2020-05-01.',
    );
  });

  it('adds the stacks of the error and its cause with --verbose or DAOGOU_DEBUG', () => {
    const text = presentError(refused, { verbose: true });
    expect(text).toContain('present-error.test.ts');
    expect(text).toContain('Caused by:\nRangeError: month 13');
    vi.stubEnv('DAOGOU_DEBUG', '1');
    expect(presentError(refused, { verbose: false })).toBe(text);
  });

  it('hints at --verbose for what was not foreseen, even where no Error was thrown', () => {
    expect(presentError('boom', { verbose: false })).toMatch(/^Error: boom\n {2}What to do: .*--verbose/);
  });

  it('cuts a long received value, and survives what has no JSON', () => {
    const long = presentError(new DaogouError('invalid-input', 'Long', { received: 'x'.repeat(9000) }), {
      verbose: false,
    });
    expect(long.length).toBeLessThan(600);
    const odd = new DaogouError('invalid-input', 'Odd', { received: Symbol('s') });
    expect(presentError(odd, { verbose: false })).toContain('Symbol(s)');
  });
});

describe('errorDocument', () => {
  it('gives the parts of a Daogou error, and the message of any other', () => {
    expect(errorDocument(refused)).toEqual({
      code: 'invalid-input',
      message: 'The date is none',
      received: '{"date":"2020-13-01"}',
      remedy: 'Give a date such as 2020-05-01.',
    });
    expect(errorDocument(new Error('boom'))).toEqual({ code: 'unforeseen', message: 'boom' });
  });
});
