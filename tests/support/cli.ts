/** The real command line, from source, in a process of its own with a home of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const entry = path.join(root, 'src/main/hosts/headless/cli.ts')

export interface CommandResult {
  code: number | null
  stdout: string
  stderr: string
  /** stdout as the one JSON document that it must be; throws when it is not. */
  json<T = Record<string, never>>(): T
}

export interface CommandLine {
  readonly folder: string
  path(name: string): string
  write(name: string, content: string): string
  run(...args: (string | number)[]): Promise<CommandResult>
  /** Runs and meanwhile does something to the process, once `when` has been said on stderr. */
  runUntil(when: RegExp, then: (child: ChildProcess) => void, ...args: string[]): Promise<CommandResult>
  /** What lies in the folder, the home apart; hidden names too. */
  list(): string[]
  remove(): void
}

function start(home: string, cwd: string, args: readonly (string | number)[]): ChildProcess {
  const env = { ...process.env, TRACKSIEVE_HOME: home, NO_COLOR: '1' }
  return spawn(process.execPath, [entry, ...args.map(String)], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function finish(child: ChildProcess, onStderr: (text: string) => void = () => {}): Promise<CommandResult> {
  let stdout = ''
  let stderr = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    onStderr(stderr)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T }))
  })
}

export function commandLine(): CommandLine {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-cli-'))
  const folder = path.join(base, 'work')
  const home = path.join(base, 'home')
  fs.mkdirSync(folder)
  return {
    folder,
    path: (name) => path.join(folder, name),
    write(name, content) {
      const file = path.join(folder, name)
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, content)
      return file
    },
    run: (...args) => finish(start(home, folder, args)),
    runUntil(when, then, ...args) {
      const child = start(home, folder, args)
      let done = false
      return finish(child, (stderr) => {
        if (done || !when.test(stderr)) return
        done = true
        then(child)
      })
    },
    list: () => fs.readdirSync(folder).sort(),
    remove: () => fs.rmSync(base, { recursive: true, force: true }),
  }
}
