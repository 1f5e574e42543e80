/**
 * better-sqlite3 for the development Electron's own Node (20), so that the engine can be tested as a utility process
 * too (Linux x64). Prints the file: `TRACKSIEVE_SQLITE_BINDING=$(node scripts/buildSqliteForOldNode.mjs)`.
 *
 * The package's own sources are compiled for Node-API 8. They ask for 10 only to keep references to strings, which an
 * object around each string does as well. Never part of the product.
 */
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const modules = path.join(root, 'node_modules')
const sources = path.join(modules, 'better-sqlite3')

const boxedString = `
class BoxedString {
public:
	BoxedString() = default;
	static BoxedString Of(Napi::String text) {
		BoxedString boxed;
		Napi::Object box = Napi::Object::New(text.Env());
		box.Set("text", text);
		boxed.box = Napi::Persistent(box);
		return boxed;
	}
	Napi::String Value() const { return box.Value().Get("text").As<Napi::String>(); }
private:
	Napi::ObjectReference box;
};
`

/** Returns the file; compiles it (half a minute of one core) only where it is missing. */
export async function buildSqliteForOldNode() {
  const { version } = JSON.parse(fs.readFileSync(path.join(sources, 'package.json'), 'utf8'))
  const caches = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'tracksieve')
  const built = path.join(caches, `better-sqlite3-${version}-node-api-8.node`)
  if (fs.existsSync(built)) return built
  fs.mkdirSync(caches, { recursive: true })
  const work = fs.mkdtempSync(path.join(caches, 'compiling-'))
  try {
    fs.cpSync(path.join(sources, 'src'), path.join(work, 'src'), { recursive: true })
    boxStrings(path.join(work, 'src'))
    fs.renameSync(await compile(work), built)
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
  return built
}

function boxStrings(folder) {
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name)
    if (!/\.[ch]pp$/.test(name)) continue
    const boxed = fs
      .readFileSync(file, 'utf8')
      .replaceAll('Napi::Reference<Napi::String>', 'BoxedString')
      .replaceAll(/Napi::Persistent\((InternalizedFrom|pair->name)/g, 'BoxedString::Of($1')
    fs.writeFileSync(file, name === path.join('util', 'helpers.cpp') ? boxedString + boxed : boxed)
  }
}

async function compile(work) {
  const library = path.join(sources, 'deps', 'sqlite3')
  const [object, built] = [path.join(work, 'sqlite3.o'), path.join(work, 'better_sqlite3.node')]
  const shared = ['-O1', '-fPIC', '-DNDEBUG', '-w']
  const defines = ['NAPI_VERSION=8', 'NAPI_DISABLE_CPP_EXCEPTIONS', 'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS']
  const includes = [path.join(headersOfNode(), 'node'), path.join(modules, 'node-addon-api'), library]
  await run('gcc', [...shared, ...settings(), '-c', path.join(library, 'sqlite3.c'), '-o', object])
  await run('g++', [
    ...shared,
    ...['-std=c++20', '-shared', '-fvisibility=hidden', '-Wl,-Bsymbolic'],
    ...defines.map((define) => `-D${define}`),
    ...includes.map((folder) => `-I${folder}`),
    ...[path.join(work, 'src', 'better_sqlite3.cpp'), object, '-ldl', '-o', built],
  ])
  return built
}

/** What the package compiles SQLite with. */
function settings() {
  const text = fs.readFileSync(path.join(sources, 'deps', 'defines.gypi'), 'utf8')
  return [...text.matchAll(/'([A-Z][A-Z0-9_]+(?:=[^']*)?)'/g)].map(([, define]) => `-D${define}`)
}

function headersOfNode() {
  const [folder] = fs.globSync(path.join(modules, 'node', 'node_modules', 'node-*', 'include'))
  if (!folder) throw new Error('The headers of Node are not in node_modules: npm ci')
  return folder
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(await buildSqliteForOldNode())
}
