import { PAGE_NAMES } from '../../screens/screen-names.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { toolField } from '../look/tool-button.ts';
import type { LabelDraft } from './label-draft.ts';

const LANGUAGES = ['en', 'zh'] as const;

/** What kind of page it is, and in which language. */
export function PageChoice(props: { draft: LabelDraft; onChange: (draft: LabelDraft) => void }) {
  const { draft } = props;
  const { screens } = useTexts().texts;
  const words = screens.correct;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-2">
      <label htmlFor="corrected-page">{words.page}</label>
      <select
        id="corrected-page"
        value={draft.page}
        onChange={({ target }) => props.onChange({ ...draft, page: target.value as LabelDraft['page'] })}
        className={toolField}
      >
        {PAGE_NAMES.map((page) => (
          <option key={page} value={page}>
            {screens.pageTypes[page]}
          </option>
        ))}
      </select>
      <label htmlFor="corrected-language">{words.language}</label>
      <select
        id="corrected-language"
        value={draft.language}
        onChange={({ target }) =>
          props.onChange({ ...draft, language: target.value as LabelDraft['language'] })
        }
        className={toolField}
      >
        {LANGUAGES.map((language) => (
          <option key={language} value={language}>
            {words.languages[language]}
          </option>
        ))}
      </select>
    </div>
  );
}
