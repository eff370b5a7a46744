/** Writes the gradient at `point` into `gradient` and returns the value there. */
export type Objective = (point: Vector, gradient: Vector) => number;

type Vector = Float64Array<ArrayBuffer>;

export interface MinimiseOptions {
  readonly iterations: number;
  /** Ends when a step improves the value by a smaller share of it than this. Default 1e-5. */
  readonly tolerance?: number;
}

const MEMORY = 8;

/**
 * The lowest point of a smooth convex function from `start`, by L-BFGS (Liu and Nocedal, 1989) with a backtracking
 * line search (Armijo). Draws nothing at random: the same objective gives the same point.
 */
export function minimise(objective: Objective, start: Vector, options: MinimiseOptions): Vector {
  const { iterations, tolerance = 1e-5 } = options;
  const steps: { s: Vector; y: Vector; rho: number }[] = [];
  let point = start.slice();
  let gradient = new Float64Array(start.length);
  let value = objective(point, gradient);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const direction = descent(gradient, steps);
    const slope = inner(direction, gradient);
    if (slope > -1e-12) break;
    let rate = steps.length === 0 ? 1 / Math.max(1, Math.sqrt(inner(gradient, gradient))) : 1;
    let next = moved(point, direction, rate);
    const nextGradient = new Float64Array(start.length);
    let nextValue = objective(next, nextGradient);
    while (nextValue > value + 1e-4 * rate * slope && rate > 1e-10) {
      rate /= 2;
      next = moved(point, direction, rate);
      nextValue = objective(next, nextGradient);
    }
    if (!(nextValue < value)) break;
    const s = next.map((x, i) => x - point[i]);
    const y = nextGradient.map((g, i) => g - gradient[i]);
    const curvature = inner(s, y);
    if (curvature > 1e-12) steps.push({ s, y, rho: 1 / curvature });
    if (steps.length > MEMORY) steps.shift();
    const improved = value - nextValue;
    point = next;
    gradient = nextGradient;
    value = nextValue;
    if (improved < tolerance * Math.abs(value)) break;
  }
  return point;
}

/** The two-loop recursion: minus the inverse Hessian, as the last steps tell it, times the gradient. */
function descent(gradient: Vector, steps: readonly { s: Vector; y: Vector; rho: number }[]): Vector {
  const direction = gradient.map((g) => -g);
  const alphas: number[] = [];
  for (const { s, y, rho } of steps.toReversed()) {
    const alpha = rho * inner(s, direction);
    alphas.push(alpha);
    addScaled(direction, y, -alpha);
  }
  const last = steps.at(-1);
  if (last) {
    const scale = inner(last.s, last.y) / inner(last.y, last.y);
    for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  }
  for (const { s, y, rho } of steps) {
    const beta = rho * inner(y, direction);
    addScaled(direction, s, (alphas.pop() ?? 0) - beta);
  }
  return direction;
}

function inner(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(target: Vector, by: Vector, scale: number): void {
  for (let i = 0; i < target.length; i++) target[i] += scale * by[i];
}

function moved(point: Vector, direction: Vector, rate: number): Vector {
  return point.map((x, i) => x + rate * direction[i]);
}
