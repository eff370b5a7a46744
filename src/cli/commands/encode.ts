import { Option, type Command } from 'commander';
import type { EncodeReport, EncoderSpecs } from '../../config/encode.ts';
import { CONTENT_MODALITIES, type ContentModality } from '../../config/encoders-kind.ts';
import { defineAction } from '../define-command.ts';

type EncodeOptions = Readonly<Partial<Record<ContentModality, string>>> & { readonly refit?: boolean };

/** Written instead of a spec by those who do not want a modality. */
const NONE = 'none';

export function defineEncode(program: Command): void {
  const command = program
    .command('encode')
    .description('make the vectors of every item: of its picture, its text and its clip')
    .addOption(new Option('--image <spec>', 'encoder of pictures (see below)'))
    .addOption(new Option('--text <spec>', 'encoder of texts'))
    .addOption(new Option('--video <spec>', 'encoder of clips, which lie in media/videos/ITEM.mp4'))
    .option('--refit', 'fit the encoders that are made from the catalogue anew')
    .addHelpText('after', EXAMPLES);
  defineAction<EncodeOptions>(command, async ({ workspace, progress }, _parameters, options) => {
    const { openWorkspace } = await import('../../config/workspace.ts');
    const { encodeWorkspace, hasClips } = await import('../../config/encode.ts');
    const { readEncoderSpec } = await import('../../config/encoders.ts');
    const { DEFAULT_ENCODERS } = await import('../../config/encoders-default.ts');
    const given = CONTENT_MODALITIES.map((modality) => [modality, options[modality]] as const);
    for (const [modality, spec] of given)
      if (spec !== undefined && spec !== NONE) readEncoderSpec(spec, modality);
    const opened = await openWorkspace({ folder: workspace });
    try {
      const defaults = { ...DEFAULT_ENCODERS, ...((await hasClips(opened)) ? {} : { video: NONE }) };
      const wanted = given.map(([modality, spec]) => [modality, spec ?? defaults[modality]] as const);
      const specs: EncoderSpecs = Object.fromEntries(wanted.filter(([, spec]) => spec !== NONE));
      const encoders = await encodeWorkspace(opened, specs, { progress, refit: options.refit === true });
      return { document: { encoders }, text: describe(encoders) };
    } finally {
      await opened.close();
    }
  });
}

/** Damaged media shown on a terminal; `--json` names all. */
const SHOWN = 10;

function describe(reports: readonly EncodeReport[]): string {
  return [...reports.map(describeOne), ...closing(reports)].join('\n');
}

function describeOne(report: EncodeReport): string {
  const { modality, name, version, width, items, encoded, known, without, damaged, seconds } = report;
  const counts = [
    `${encoded} encoded`,
    `${known} known already`,
    ...(without > 0 ? [`${without} without ${modality}`] : []),
    ...(damaged.length > 0 ? [`${damaged.length} damaged`] : []),
  ];
  const speed = encoded > 0 ? ` in ${seconds.toFixed(1)} s` : '';
  const lines = [
    `${modality.padEnd(6)} ${name} (version ${version}, ${width} numbers): ${items} items, ${counts.join(', ')}${speed}`,
    ...damaged.slice(0, SHOWN).map(({ file, item, reason }) => `         ${item} ${file}: ${reason}`),
  ];
  if (damaged.length > SHOWN) lines.push(`         and ${damaged.length - SHOWN} more; --json names all`);
  return lines.join('\n');
}

function closing(reports: readonly EncodeReport[]): string[] {
  if (reports.length === 0) return ['Nothing was asked for.'];
  const encoded = reports.reduce((sum, report) => sum + report.encoded, 0);
  return encoded === 0 ? ['Nothing to encode: every vector is there.'] : [];
}

const EXAMPLES = `
Encoders of pictures:
  compact                   the small network that ships, taught on photos of fashion and groceries (default)
  small-cnn                 a small network, trained on the catalogue from nothing
  onnx:PATH                 any ONNX network for pictures, with the preprocessor_config.json beside it
  clip:DIR, siglip:DIR      the picture side of a local folder of CLIP or SigLIP
Encoders of texts:
  subword-bag               pieces of words, trained together with small-cnn (default)
  compact-text              words in the space of the photos of compact
  tf-idf                    the words of the catalogue, by how rare they are
  word2vec, word2vec:FILE   the mean of word vectors, learned from the catalogue or read from .bin or .txt
  glove:FILE                the same from a file of GloVe
  gru, transformer          a small network, trained on the catalogue
  sentence:DIR              a sentence encoder of a local folder
  clip-text:DIR, siglip-text:DIR    words in the space of the photos of clip:DIR, siglip:DIR
Encoders of clips:
  frames                    frames read by ffmpeg, as the default encoder of pictures sees them (default)
none leaves a modality out.

Vectors are kept in the workspace under vectors/ by content and encoder: a run that was stopped goes on,
and a second one encodes nothing. What is fitted on the catalogue is kept under encoders/ until --refit.

Examples:
  daogou encode --workspace hm-shop
  daogou encode --image onnx:networks/resnet18.onnx --text none
  daogou encode --image clip:clip-vit-base-patch32 --text clip-text:clip-vit-base-patch32`;
