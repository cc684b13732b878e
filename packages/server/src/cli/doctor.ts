import { type Config, loadConfig } from '../config/config.js';
import { exitCodeOf, runDoctor } from '../operate/doctor/doctor.js';
import { AREAS, type Area, DOCTOR_EXIT, type Finding, reasonOf } from '../operate/doctor/finding.js';
import { defineCommand, usageError } from './command.js';

const MARKS = { ok: 'ok   ', note: 'note ', wrong: 'WRONG', skipped: 'skip ' } as const;

const OPTIONS = { json: { type: 'boolean' }, skip: { type: 'string', multiple: true } } as const;

/** `piyakast doctor`: says of each thing that a server needs whether it is well, and how to mend what is not. */
export const doctor = defineCommand(OPTIONS, async (io, { json = false, skip: skipped = [] }) => {
  const skip = areas(skipped);
  const show = (finding: Finding) => {
    if (json) return;
    io.out(`${MARKS[finding.status]} ${finding.area}: ${finding.detail}`);
    if (finding.fix !== undefined) io.out(`      ${finding.status === 'wrong' ? 'Fix' : 'Hint'}: ${finding.fix}`);
  };
  const end = (findings: Finding[]) => {
    const exitCode = exitCodeOf(findings);
    if (json) io.out(JSON.stringify({ ok: exitCode === DOCTOR_EXIT.ok, exitCode, findings }, undefined, 2));
    return exitCode;
  };
  let config: Config;
  try {
    config = loadConfig(io.env);
  } catch (error) {
    const fix = 'Correct the variable that is named; `piyakast init` writes a configuration that works.';
    const finding = { area: 'config', status: 'wrong', detail: reasonOf(error), fix } as const;
    show(finding);
    return end([finding]);
  }
  const valid: Finding = { area: 'config', status: 'ok', detail: 'every variable makes sense' };
  show(valid);
  return end([valid, ...(await runDoctor(config, { skip, onFinding: show }))]);
});

function areas(values: readonly string[]): Area[] {
  return values
    .flatMap((value) => value.split(','))
    .map((name) => {
      const area = AREAS.find((candidate) => candidate === name.trim());
      if (area === undefined) throw usageError(`--skip takes some of ${AREAS.join(', ')}, and "${name}" was given.`);
      return area;
    });
}
