/** The product in a browser on a catalogue that the command line generated. */
import { type App, openApp } from './app.ts'
import { temporaryFolder } from './catalogue.ts'
import { commandLine, type CommandLine } from './cli.ts'

export interface GeneratedApp {
  app: App
  cli: CommandLine
  catalogue: string
  /** The person's own folder. */
  home: string
  close(): Promise<void>
}

/** `generate`: what follows the catalogue on the command line. `prepare`: more that is done before the window opens. */
export async function openGenerated(
  generate: readonly (string | number)[],
  prepare: (cli: CommandLine, catalogue: string) => Promise<void> = async () => {},
): Promise<GeneratedApp> {
  const home = temporaryFolder()
  const cli = commandLine()
  const catalogue = cli.path('quick.tracksieve')
  const { code, stderr } = await cli.run('generate', catalogue, ...generate)
  if (code !== 0) throw new Error(stderr)
  await prepare(cli, catalogue)
  const app = await openApp('chromium', { home: home.folder, catalogue })
  await app.page.getByText(/^[\d,]+ tracks$/).waitFor()
  return {
    app,
    cli,
    catalogue,
    home: home.folder,
    async close() {
      await app.close()
      cli.remove()
      home.remove()
    },
  }
}
