/** Each layer rule is shown one import that breaks it: a rule that never fires guards nothing. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { temporaryFolder } from '../support/catalogue.ts'

const root = path.resolve(import.meta.dirname, '../..')
const place = temporaryFolder()

/** Rule → a file and the file or package that it must not import. */
const forbidden: Record<string, [from: string, to: string]> = {
  'shared-stands-alone': ['src/shared/words.ts', 'src/main/engine/base/boxes.ts'],
  'window-knows-the-contract-only': ['src/renderer/state/jobs.ts', 'src/main/hosts/paths.ts'],
  'window-features-apart': [
    'src/renderer/features/train/Train.tsx',
    'src/renderer/features/review/Review.tsx',
  ],
  'window-parts-below-features': [
    'src/renderer/components/Button.tsx',
    'src/renderer/features/library/Library.tsx',
  ],
  'client-without-react': ['src/renderer/engine/client.ts', 'react'],
  'engine-below-hosts': ['src/main/engine/router.ts', 'src/main/hosts/window/media.ts'],
  'engine-features-apart': ['src/main/engine/media/film.ts', 'src/main/engine/synthesis/draw.ts'],
  'faces-alone-know-the-catalogue': [
    'src/main/engine/learning/training/train.ts',
    'src/main/engine/catalogue/open.ts',
  ],
  'model-below-its-use': [
    'src/main/engine/learning/model/pipeline.ts',
    'src/main/engine/learning/training/run.ts',
  ],
  'base-lies-lowest': ['src/main/engine/base/npy.ts', 'src/main/engine/jobs/runner.ts'],
  'catalogue-knows-no-jobs': ['src/main/engine/catalogue/migrate.ts', 'src/main/engine/jobs/store.ts'],
  'engine-wiring-on-top': ['src/main/engine/jobs/shards.ts', 'src/main/engine/createEngine.ts'],
  'electron-at-the-edge': ['src/main/hosts/engine/host.ts', 'electron'],
  'headless-without-desktop': ['src/main/hosts/headless/cli.ts', 'src/main/hosts/desktop/menu.ts'],
  'nothing-missing': ['src/shared/jobs.ts', 'src/shared/nowhere.ts'],
  'product-without-tests': ['src/main/index.ts', 'tests/support/app.ts'],
}
/** A face may do what its core may not, and types of the catalogue cost nothing. */
const allowed: [from: string, statement: string][] = [
  ['src/main/engine/learning/learning.ts', "import '../catalogue/records.ts'"],
  [
    'src/main/engine/learning/data/plan.ts',
    "import type { Row } from '../../catalogue/records.ts'\nexport type Plan = Row",
  ],
  ['src/main/hosts/desktop/window.ts', "import 'electron'"],
]

let broken: Set<string>

beforeAll(() => {
  for (const [rule, [from, to]] of Object.entries(forbidden)) {
    const isFile = to.includes('/')
    if (isFile && rule !== 'nothing-missing') write(to, 'export {}')
    const relative = path.relative(path.dirname(from), to)
    write(from, `import '${isFile ? (relative.startsWith('.') ? relative : `./${relative}`) : to}'`)
  }
  write('src/shared/circle.ts', "import './round.ts'")
  write('src/shared/round.ts', "import './circle.ts'")
  write('src/main/engine/catalogue/records.ts', 'export interface Row {}')
  for (const [from, statement] of allowed) write(from, statement)
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    fs.copyFileSync(path.join(root, file), path.join(place.folder, file))
  }
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(place.folder, 'node_modules'))
  broken = cruise()
})
afterAll(() => place.remove())

it.each(['no-cycles', ...Object.keys(forbidden)])('%s is noticed', (rule) => {
  const [from] = forbidden[rule] ?? ['src/shared/circle.ts']
  expect([...broken]).toContain(`${rule}: ${from}`)
})

it.each(allowed)('%s may do what it does', (from) => {
  expect([...broken].filter((violation) => violation.endsWith(`: ${from}`))).toEqual([])
})

it('every rule has its example', () => {
  const text = fs.readFileSync(path.join(root, '.dependency-cruiser.cjs'), 'utf8')
  const rules = [...text.matchAll(/name: '([\w-]+)'/g)].map(([, name]) => name)
  expect(rules.toSorted()).toEqual(['no-cycles', ...Object.keys(forbidden)].toSorted())
})

function write(file: string, text: string): void {
  const full = path.join(place.folder, file)
  fs.mkdirSync(path.dirname(full), { recursive: true })
  fs.writeFileSync(full, `${text}\n`)
}

/** "rule: file" of everything that is found wrong. */
function cruise(): Set<string> {
  const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src']
  const { stdout } = spawnSync(process.execPath, args, {
    cwd: place.folder,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] }
  }
  return new Set(summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`))
}
