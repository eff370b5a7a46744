/** The encoders that can be asked for by a spec, such as `small-cnn` or `onnx:networks/resnet18.onnx`. */
import { DaogouError } from '../core/errors.ts';
import { IMAGE_ENCODERS } from './encoders-image.ts';
import type { ContentModality, EncoderKind, OpenedEncoder, Opening } from './encoders-kind.ts';
import { TEXT_ENCODERS } from './encoders-text.ts';
import { VIDEO_ENCODERS } from './encoders-video.ts';

export const ENCODER_KINDS: readonly EncoderKind[] = [...IMAGE_ENCODERS, ...TEXT_ENCODERS, ...VIDEO_ENCODERS];

export interface EncoderSpec {
  readonly kind: EncoderKind;
  /** Empty where the kind takes none. */
  readonly argument: string;
}

/**
 * Reads `NAME` or `NAME:ARGUMENT`.
 *
 * Throws `invalid-input` for a name that no encoder of the modality has, and for an argument that is missing or not
 * asked for.
 */
export function readEncoderSpec(spec: string, modality: ContentModality): EncoderSpec {
  const [name] = spec.split(':', 1);
  const argument = spec.slice(name.length + 1);
  const ofModality = ENCODER_KINDS.filter((kind) => kind.modality === modality);
  const kind = ofModality.find((candidate) => candidate.name === name);
  if (!kind) throw unusable(`No encoder of ${modality} is called ${name}`, spec, ofModality);
  if (kind.argument === undefined && spec.includes(':'))
    throw unusable(`${name} takes nothing after it`, spec, [kind]);
  if (kind.argument !== undefined && !kind.argumentIsOptional && argument === '')
    throw unusable(`${name} asks for more`, spec, [kind]);
  return { kind, argument };
}

/** How a kind is asked for, such as `onnx:PATH`. */
export function usageOf({ name, argument, argumentIsOptional }: EncoderKind): string {
  if (argument === undefined) return name;
  return argumentIsOptional ? `${name}[:${argument}]` : `${name}:${argument}`;
}

/** Opens what a spec asks for; fits and stores it first where it is made from the catalogue. Throws as its kind does. */
export function openEncoder(
  spec: string,
  modality: ContentModality,
  options: Omit<Opening, 'argument'>,
): Promise<OpenedEncoder> {
  const { kind, argument } = readEncoderSpec(spec, modality);
  return kind.open({ ...options, argument });
}

function unusable(what: string, spec: string, kinds: readonly EncoderKind[]): DaogouError {
  return new DaogouError('invalid-input', what, {
    received: spec,
    remedy: `Write ${kinds.map(usageOf).join(', ')}.`,
  });
}
