import type { Transcript } from '../../../core/contracts/api.ts';
import type { SpeechCommands } from './speech-commands.ts';

/** What the small network heard, as words for a search box. */
export async function transcribeByPhrases(model: SpeechCommands, samples: Float32Array): Promise<Transcript> {
  const { phrases, tone = null } = await model.recognise(samples);
  const language = phrases.at(0)?.language ?? null;
  const text = phrases.map((phrase) => phrase.text).join(language === 'zh' ? '' : ' ');
  return { text, language, tone };
}
