/** What the tests need of the machine: found by its files, brought by apt on Debian as root, else named. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Debian's package, and what shows that it is there: a program on the PATH, a library, or a file. */
const needs = [
  { package: 'chromium', program: 'chromium' },
  { package: 'ffmpeg', program: 'ffmpeg' },
  { package: 'xvfb', program: 'Xvfb' },
  { package: 'unzip', program: 'unzip' },
  { package: 'g++', program: 'g++' },
  { package: 'python3', program: 'python3' },
  { package: 'python3-pip', program: 'pip3' },
  { package: 'libgtk-3-0', library: 'libgtk-3.so.0' },
  { package: 'libnss3', library: 'libnss3.so' },
  { package: 'libasound2', library: 'libasound.so.2' },
  { package: 'libgbm1', library: 'libgbm.so.1' },
  { package: 'opencv-doc', file: '/usr/share/doc/opencv-doc/examples/data/vtest.avi' },
]

/** Throws with the missing packages' names where they can't be brought. */
export function provideSystemPackages() {
  const missing = missingPackages()
  if (missing.length === 0) return
  const command = `apt-get install ${missing.join(' ')}`
  if (!hasProgram('apt-get'))
    throw new Error(`The tests run on Debian Linux. Missing here: ${missing.join(', ')}.`)
  if (process.getuid() !== 0) throw new Error(`Missing: ${missing.join(', ')}. As root: ${command}`)
  console.log(`Installing ${missing.join(', ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0
  apt('update', '-q')
  apt('install', '-q', '-y', '--no-install-recommends', ...missing.map(nameHere))
  if (missingPackages().includes('opencv-doc')) unpackFilm()
  const still = missingPackages()
  if (still.length > 0) throw new Error(`Could not be installed: ${still.join(', ')}. Try: ${command}`)
}

function missingPackages() {
  const libraries = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? ''
  const isThere = ({ program, library, file }) => {
    if (program) return hasProgram(program)
    if (library) return libraries.includes(`\t${library} `)
    return fs.existsSync(file) || fs.existsSync(`${file}.gz`)
  }
  return needs.filter((need) => !isThere(need)).map((need) => need.package)
}

const hasProgram = (program) =>
  (process.env.PATH ?? '').split(path.delimiter).some((folder) => fs.existsSync(path.join(folder, program)))

/** From Debian 13 on some libraries carry t64 in their names. */
function nameHere(name) {
  const known = (candidate) => spawnSync('apt-cache', ['show', candidate], { stdio: 'ignore' }).status === 0
  return known(`${name}t64`) ? `${name}t64` : name
}

/** Slim systems leave documentation out when they install: the film is taken out of the package by hand. */
function unpackFilm() {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-film-'))
  const run = (program, ...args) =>
    spawnSync(program, args, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] })
  run('apt-get', 'download', '-q', 'opencv-doc')
  const [archive] = fs.readdirSync(work)
  if (archive) run('dpkg-deb', '-x', archive, work)
  const film = needs.find((need) => need.package === 'opencv-doc').file
  for (const end of ['', '.gz']) {
    if (!fs.existsSync(path.join(work, film + end))) continue
    fs.mkdirSync(path.dirname(film), { recursive: true })
    fs.copyFileSync(path.join(work, film + end), film + end)
  }
  fs.rmSync(work, { recursive: true })
}
