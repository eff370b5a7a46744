/** For tests: small networks with the parts of well-known ones, as files. */
import { FileKit, type FileKitOptions } from './file-kit.ts';

export interface NetworkOptions extends FileKitOptions {
  /** In place of Relu, for gradients by differences, which kinks disturb. */
  readonly activation?: string;
  /** Side of the pictures; default 16. */
  readonly side?: number;
  /** Default: open. */
  readonly batch?: number | string;
}

/** Residual blocks behind a strided stem and a MaxPool, with a strided shortcut (He et al., 2016). */
export function resNet({
  activation = 'Relu',
  side = 16,
  batch = 'N',
  ...options
}: NetworkOptions = {}): FileKit {
  const kit = new FileKit(options);
  let x = kit.input('pixels', [batch, 3, side, side]);
  x = kit.convolution(x, [3, 8], { stride: 2, activation });
  x = kit.node('MaxPool', [x], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }, 'stem');
  const block = (input: string, from: number, to: number, stride: number, name: string): string => {
    const inner = kit.convolution(input, [from, to], { stride, activation });
    const outer = kit.convolution(inner, [to, to]);
    const shortcut = stride === 1 ? input : kit.convolution(input, [from, to], { kernel: 1, stride });
    return kit.node(activation, [kit.node('Add', [outer, shortcut])], {}, name);
  };
  x = block(x, 8, 8, 1, 'block1');
  x = block(x, 8, 12, 2, 'block2');
  return withHead(kit, x, 12, batch);
}

/** Branches with windows of several sizes and an AveragePool, joined (Szegedy et al., 2015). */
export function inception({
  activation = 'Relu',
  side = 16,
  batch = 'N',
  ...options
}: NetworkOptions = {}): FileKit {
  const kit = new FileKit(options);
  let x = kit.input('pixels', [batch, 3, side, side]);
  x = kit.convolution(x, [3, 8], { stride: 2, activation });
  const pooled = kit.node('AveragePool', [x], { kernel_shape: [3, 3], strides: [1, 1], pads: [1, 1, 1, 1] });
  const branches = [
    kit.convolution(x, [8, 4], { kernel: 1, activation }),
    kit.convolution(kit.convolution(x, [8, 4], { kernel: 1, activation }), [4, 6], { activation }),
    kit.convolution(x, [8, 4], { kernel: 5, activation }),
    kit.convolution(pooled, [8, 2], { kernel: 1, activation, bias: true }),
  ];
  x = kit.node('Concat', branches, { axis: 1 }, 'mixed');
  return withHead(kit, x, 16, batch);
}

/** Depthwise convolutions, squeeze and excitation, HardSwish, HardSigmoid and relu6 (Howard et al., 2019). */
export function mobileNet({ activation, side = 16, batch = 'N', ...options }: NetworkOptions = {}): FileKit {
  const kit = new FileKit(options);
  let x = kit.input('pixels', [batch, 3, side, side]);
  x = kit.convolution(x, [3, 8], { stride: 2, activation: activation ?? 'HardSwish' });
  x = kit.convolution(x, [8, 16], { kernel: 1 });
  if (activation) x = kit.node(activation, [x]);
  else {
    const bounds = [0, 6].map((bound) => kit.stored(`bound ${bound}`, [], Float32Array.of(bound)));
    x = kit.node('Clip', [x, ...bounds]);
  }
  x = kit.convolution(x, [16, 16], { kernel: 5, stride: 2, groups: 16 });
  const squeezed = kit.node('GlobalAveragePool', [x]);
  const inner = kit.node('Conv', [
    squeezed,
    kit.weight('se1.weight', [4, 16, 1, 1]),
    kit.weight('se1.bias', [4]),
  ]);
  const gate = kit.node('Conv', [
    kit.node(activation ?? 'Relu', [inner]),
    kit.weight('se2.weight', [16, 4, 1, 1]),
    kit.weight('se2.bias', [16]),
  ]);
  const open = activation
    ? kit.node('Sigmoid', [gate])
    : kit.node('HardSigmoid', [gate], { alpha: { float: 1 / 6 }, beta: { float: 0.5 } });
  x = kit.node('Mul', [x, open], {}, 'excited');
  x = kit.convolution(x, [16, 12], { kernel: 1 });
  return withHead(kit, x, 12, batch);
}

function withHead(kit: FileKit, x: string, channels: number, batch: number | string): FileKit {
  const pooled = kit.node('GlobalAveragePool', [x], {}, 'pooled');
  const flat = kit.node('Flatten', [pooled], { axis: 1 }, 'features');
  const weights = [kit.weight('fc.weight', [5, channels]), kit.weight('fc.bias', [5])];
  kit.node('Gemm', [flat, ...weights], { transB: 1, alpha: { float: 1 }, beta: { float: 1 } }, 'logits');
  kit.output('logits', [batch, 5]);
  return kit;
}
