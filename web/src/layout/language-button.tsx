import { useTexts } from '../i18n/use-texts.ts';
import { languageSetting } from '../state/settings.ts';

export function LanguageButton() {
  const { language, texts } = useTexts();
  const other = language === 'en' ? { code: 'zh', name: '中文' } : { code: 'en', name: 'EN' };
  return (
    <button
      type="button"
      lang={other.code}
      title={texts.header.switchLanguage}
      onClick={() => languageSetting.set(language === 'en' ? 'zh' : 'en')}
      className="press h-11 min-w-11 shrink-0 rounded-full px-2 text-sm font-medium text-ink hover:bg-well"
    >
      {other.name}
    </button>
  );
}
