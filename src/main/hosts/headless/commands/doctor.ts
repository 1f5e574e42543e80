/** `tracksieve doctor`: what this machine has, and what is missing or broken and why. */
import { acting, command } from '../commandLine/command.ts'
import { withEngine } from '../commandLine/session.ts'
import { formatTable } from '../commandLine/table.ts'

export const doctor = command('doctor', 'what this machine has: backends, ffmpeg, Electron, versions').action(
  acting(async (output) => {
    await withEngine(output, async ({ client }) => {
      // The engine looks for its backend when it is first asked, and names it when the search has ended.
      await client.engine.info()
      const parts = await client.engine.doctor()
      const engine = await client.engine.info()
      const rows = parts.map(({ name, state, version, detail }) => [name, state, version, detail])
      const head = `Tracksieve ${engine.version}, Node ${engine.node}, computing on ${engine.backendDetail}`
      output.result({ engine, parts }, `${head}\n\n${formatTable(['part', 'state', 'version', ''], rows)}`)
    })
  }),
)
