import type { Command } from 'commander';
import { defineAction } from '../define-command.ts';
import { addSeedOption } from '../number-option.ts';

interface FineTuneCommandOptions {
  readonly out: string;
  readonly after?: string;
  readonly output?: string;
  readonly nodes?: boolean;
  readonly seed?: number;
}

export function defineFineTune(program: Command): void {
  const command = program
    .command('fine-tune')
    .description("train an image network in an ONNX file further on a shop's categories and purchases")
    .argument('<network>', 'an ONNX file, or a folder with one and its preprocessor_config.json')
    .option('--out <folder>', 'where model.onnx is written', 'fine-tuned')
    .option(
      '--after <node>',
      'leave the network as it is up to this node or value (default: train all of it)',
    )
    .option('--output <value>', 'the value that is the vector (default: the last output with two axes)')
    .option('--nodes', 'list the nodes of the network and do nothing')
    .addHelpText('after', EXAMPLES);
  addSeedOption(command);
  defineAction<FineTuneCommandOptions>(
    command,
    async ({ workspace, progress }, [network], { out, after, output, nodes, seed }) => {
      if (nodes) return listNodes(network);
      const { fineTuneOn } = await import('../../config/fine-tune.ts');
      const { openWorkspace } = await import('../../config/workspace.ts');
      const opened = await openWorkspace({ folder: workspace });
      try {
        const report = await fineTuneOn({
          workspace: opened,
          network,
          out,
          progress,
          ...(after === undefined ? {} : { trainableAfter: after }),
          ...(output === undefined ? {} : { output }),
          ...(seed === undefined ? {} : { seed }),
        });
        const { items, lossBefore, loss, accuracy } = report.heldOut;
        const told = Object.entries(accuracy).map(([task, share]) => `${task} ${(100 * share).toFixed(0)} %`);
        return {
          document: { ...report },
          text: [
            `Learned from ${report.pictures} pictures and ${report.pairs} pairs bought together, in ${report.steps} steps.`,
            `On ${items} pictures kept back: loss ${lossBefore.toFixed(3)} before, ${loss.toFixed(3)} after; told right: ${told.join(', ')}.`,
            `Written to ${report.file}. Use it: daogou train --image onnx:${out}`,
          ].join('\n'),
        };
      } finally {
        await opened.close();
      }
    },
  );
}

async function listNodes(network: string): Promise<{ document: { nodes: object[] }; text: string }> {
  const { nodesOf } = await import('../../config/onnx-nodes.ts');
  const nodes = await nodesOf(network);
  return {
    document: { nodes },
    text: nodes.map(({ name, operator, output }) => `${operator.padEnd(22)} ${name || output}`).join('\n'),
  };
}

const EXAMPLES = `
Examples:
  daogou fine-tune mobilenet_v3.onnx --nodes                     where it can be cut
  daogou fine-tune mobilenet_v3.onnx --after /features/features.11/Add --out my-encoder
  daogou train --image onnx:my-encoder                           models that see by it`;
