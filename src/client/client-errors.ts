import type { Problem } from '../core/contracts/api.ts';

/** The server answered with an error; `problem` says what it received and what to do. */
export class ProblemError extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** Finds the request in the server's log. */
  readonly requestId: string | null;

  constructor(problem: Problem, requestId: string | null) {
    super(`${problem.title} (${problem.status}): ${problem.detail}`);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.problem = problem;
    this.requestId = requestId;
  }
}

/** There was no answer: the server cannot be reached, or it took too long. Repeating the call is safe. */
export class ConnectionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConnectionError';
  }
}

/** The problem document of a response; one made up where something between, such as a proxy, answered otherwise. */
export function problemOf(response: Response, text: string): Problem {
  if ((response.headers.get('Content-Type') ?? '').startsWith('application/problem+json')) {
    try {
      return JSON.parse(text) as Problem;
    } catch {
      // Cut off on its way: the status still says something.
    }
  }
  return {
    type: 'about:blank',
    title: response.statusText || 'No JSON was answered',
    status: response.status,
    detail: 'What answered is not a Daogou server, or a proxy before it.',
    received: text.slice(0, 500),
    remedy: 'Check the address of the server.',
  };
}
