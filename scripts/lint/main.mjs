/**
 * Runs the project's own lint rules over the whole tree, prints what they found, and exits 1 if that
 * is anything at all.
 */
import { ROOT } from '../run.mjs';
import { loadProject } from './project.mjs';
import { runRules } from './rule.mjs';
import { RULES } from './rules/index.mjs';

const project = loadProject(ROOT);
const findings = runRules(RULES, project);
for (const { path, line, rule, message } of findings) {
  console.error(`${path}:${line} ${rule}: ${message}`);
}
console.log(`lint: ${RULES.length} rules, ${project.files.length} files, ${findings.length} found`);
process.exitCode = findings.length > 0 ? 1 : 0;
