import { Monitor, Moon, Sun } from 'lucide-react';
import { useTexts } from '../i18n/use-texts.ts';
import { themeSetting, type Theme } from '../state/settings.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { IconButton } from './icon-button.tsx';

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: Monitor, light: Sun, dark: Moon };

export function ThemeButton() {
  const { texts } = useTexts();
  const theme = usePersisted(themeSetting);
  const Icon = ICONS[theme];
  return (
    <IconButton label={texts.header.theme[theme]} onClick={() => themeSetting.set(NEXT[theme])}>
      <Icon size={20} aria-hidden="true" />
    </IconButton>
  );
}
