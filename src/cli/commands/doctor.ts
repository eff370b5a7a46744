import type { Command } from 'commander';
import { defineAction } from '../define-command.ts';

export function defineDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('what is installed, configured and reachable, and what to do about what is not');
  defineAction(command, async ({ workspace }) => {
    const { examine } = await import('../doctor/examine.ts');
    const { findingsTable } = await import('../doctor/findings-table.ts');
    const findings = await examine(workspace, process.env);
    return {
      document: { findings },
      text: findingsTable(findings),
      failed: findings.some(({ state }) => state === 'missing'),
    };
  });
}
