import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import type { Screenshot } from '../../screens/screenshot.ts';
import { Panel } from './panel.tsx';
import { toolButton } from './tool-button.ts';

/** Quoted for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same look from a command line: each answer on a line of its own, as it comes. */
export function CallToCopy({ screenshot }: { screenshot: Screenshot }) {
  const { look } = useTexts().texts.screens;
  const [copied, setCopied] = useState('');
  const call = [
    `curl -N ${quoted(`${location.origin}/v1/look?limit=5`)}`,
    `  -H 'Accept: application/x-ndjson'`,
    `  -H 'Content-Type: ${screenshot.picture.type}'`,
    `  --data-binary @${quoted(screenshot.name || 'screenshot')}`,
  ].join(' \\\n');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(call);
    setCopied(call);
  };
  return (
    <Panel
      title={look.call}
      aside={
        // Only pages from a safe origin may write to the clipboard.
        'clipboard' in navigator && (
          <button type="button" onClick={() => void copy()} className={toolButton}>
            {copied === call ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
            <span aria-live="polite">{copied === call ? look.copied : look.copy}</span>
          </button>
        )
      }
    >
      <pre className="rounded-lg bg-well p-2.5 font-mono text-xs leading-5 break-all whitespace-pre-wrap">
        <code>{call}</code>
      </pre>
    </Panel>
  );
}
