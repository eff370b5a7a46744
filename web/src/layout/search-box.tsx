import { Search } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { pathOfWords } from '../voice/spoken-command.ts';
import { useVoiceSearch } from '../voice/use-voice-search.ts';
import { VoiceButton } from '../voice/voice-button.tsx';
import { VoiceNotice } from '../voice/voice-notice.tsx';
import { SEARCH_BOX_ID } from './landmark-ids.ts';

export function SearchBox() {
  const { texts } = useTexts();
  const [path, navigate] = useLocation();
  const [parameters] = useSearchParams();
  const asked = path === '/search' ? (parameters.get('q') ?? '') : '';
  // What is typed lasts until another search is opened.
  const [draft, setDraft] = useState({ asked, words: asked });
  const words = draft.asked === asked ? draft.words : asked;

  const voice = useVoiceSearch((spoken) => {
    setDraft({ asked, words: spoken });
    navigate(pathOfWords(spoken));
  });

  return (
    <search className="relative min-w-0 flex-1">
      <form
        className="flex h-11 items-center rounded-full bg-well pr-1 pl-4 focus-within:outline-2 focus-within:outline-accent"
        onSubmit={(event) => {
          event.preventDefault();
          const query = words.trim();
          if (query) navigate(`/search?q=${encodeURIComponent(query)}`);
        }}
      >
        <input
          id={SEARCH_BOX_ID}
          type="search"
          enterKeyHint="search"
          maxLength={200}
          aria-label={texts.header.search}
          placeholder={texts.header.searchPlaceholder}
          value={words}
          onChange={(event) => {
            voice.dismiss();
            setDraft({ asked, words: event.target.value });
          }}
          className="h-full min-w-0 flex-1 bg-transparent text-base text-ink outline-none placeholder:text-soft"
        />
        {voice.available && <VoiceButton voice={voice} />}
        <button
          type="submit"
          aria-label={texts.header.searchButton}
          className="press grid size-9 place-items-center rounded-full text-soft hover:bg-surface hover:text-ink"
        >
          <Search size={18} aria-hidden="true" />
        </button>
      </form>
      <VoiceNotice voice={voice} />
    </search>
  );
}
