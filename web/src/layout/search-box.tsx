import { Search } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { PhotoButton } from '../photo/photo-button.tsx';
import { PictureTarget } from '../photo/picture-target.tsx';
import { usePhotoSearch } from '../photo/use-photo-search.ts';
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
  const photo = usePhotoSearch();
  const searchByPhoto = (file: File): void => {
    voice.dismiss();
    void photo.search(file);
  };

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
            photo.dismiss();
            setDraft({ asked, words: event.target.value });
          }}
          className="h-full min-w-0 flex-1 bg-transparent text-base text-ink outline-none placeholder:text-soft"
        />
        <PhotoButton onPhoto={searchByPhoto} />
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
      <output data-testid="photo-notice" className="absolute inset-x-0 top-full z-30 flex justify-center">
        {photo.isUnreadable && (
          <span className="mt-1 rounded-xl border border-line bg-surface px-3 py-2 text-sm text-ink shadow-sm">
            {texts.header.photo.unreadable}
          </span>
        )}
      </output>
      <PictureTarget words={texts.header.photo.drop} onPicture={searchByPhoto} />
    </search>
  );
}
