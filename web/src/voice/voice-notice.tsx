import { useTexts } from '../i18n/use-texts.ts';
import type { VoiceSearch } from './use-voice-search.ts';

/** Categories that any shop of the embedded kind has: said, they are understood. */
const EXAMPLES = { en: ['shoes', 'teapots', 'headphones'], zh: ['连衣裙', '茶壶', '耳机'] } as const;

/** What voice search has to say, below the search box: that it listens, or why there are no words. */
export function VoiceNotice({ voice }: { voice: VoiceSearch }) {
  const { texts, language } = useTexts();
  const { voice: words } = texts.header;
  const { state, phrases } = voice;
  const examples = EXAMPLES[language].filter((example) => phrases?.some(({ text }) => text === example));
  const quoted = examples.map((example) => (language === 'zh' ? `「${example}」` : `“${example}”`));
  const remedy = quoted.length > 0 ? words.try(quoted.join(language === 'zh' ? '、' : ', ')) : words.again;
  const said: Partial<Record<VoiceSearch['state'], string>> = {
    listening: quoted.length > 0 ? `${words.listening} ${remedy}` : words.listening,
    understanding: words.understanding,
    unheard: `${words.unheard} ${remedy}`,
    denied: words.denied,
    failed: words.failed,
  };
  return (
    <output data-testid="voice-notice" className="absolute inset-x-0 top-full z-30 flex justify-center">
      {said[state] && (
        <span className="mt-1 rounded-xl border border-line bg-surface px-3 py-2 text-sm text-ink shadow-sm">
          {said[state]}
        </span>
      )}
    </output>
  );
}
